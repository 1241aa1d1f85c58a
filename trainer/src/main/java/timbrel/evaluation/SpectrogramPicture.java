package timbrel.evaluation;

import timbrel.audio.LogMel;
import timbrel.audio.MelFilterbank;
import timbrel.audio.MelScale;
import timbrel.audio.Stft;
import timbrel.audio.Windows;

/// A sound as a coloured picture: time to the right, mel frequency from 30 Hz to 20 kHz upwards,
/// the loudest spot light, 75 dB below it dark.
public final class SpectrogramPicture {
  /// Rows of the picture.
  static final int HEIGHT = 96;

  private static final int RATE = 44_100;
  private static final int FFT = 2048;
  private static final int WINDOW = 1024;
  private static final int HOP = 128;
  private static final double RANGE_DB = 75;
  private static final int LEVELS = 64; // fewer colours than 256, and a third of the bytes
  private static final MelFilterbank MEL =
      new MelFilterbank(
          new MelFilterbank.Bands(MelScale.HTK, HEIGHT, 30, 20_000, false), RATE, FFT);

  /// Corners of the way from dark to light: even steps of lightness, also in grey.
  private static final int[][] CORNERS = {
    {5, 4, 20},
    {30, 17, 73},
    {80, 18, 123},
    {131, 38, 129},
    {183, 55, 121},
    {229, 81, 99},
    {251, 136, 97},
    {254, 195, 137},
    {252, 253, 191}
  };

  private static final byte[] PALETTE = palette();

  private SpectrogramPicture() {}

  private static byte[] palette() {
    byte[] palette = new byte[3 * LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      double at = (double) i * (CORNERS.length - 1) / (LEVELS - 1);
      int left = Math.min(CORNERS.length - 2, (int) at);
      for (int c = 0; c < 3; c++) {
        double mix = CORNERS[left][c] + (at - left) * (CORNERS[left + 1][c] - CORNERS[left][c]);
        palette[3 * i + c] = (byte) Math.round(mix);
      }
    }
    return palette;
  }

  /// @return a PNG, one column for every 128 samples
  public static byte[] of(float[] samples) {
    // A window of half the transform: sharper in time, and the bands are wide enough for it.
    Stft stft = new Stft(Windows.hann(WINDOW), FFT, HOP, Stft.Frames.CENTERED);
    float[][] columns = new LogMel(stft, MEL, 1e-10).decibels(samples);
    float loudest = Float.NEGATIVE_INFINITY;
    for (float[] column : columns) {
      for (float value : column) {
        loudest = Math.max(loudest, value);
      }
    }
    // Silence is dark, not its own loudest spot.
    double top = Math.max(-20, loudest);
    byte[] pixels = new byte[columns.length * HEIGHT];
    for (int t = 0; t < columns.length; t++) {
      for (int b = 0; b < HEIGHT; b++) {
        double light = 1 + (columns[t][b] - top) / RANGE_DB;
        pixels[(HEIGHT - 1 - b) * columns.length + t] =
            (byte) Math.round(Math.clamp(light, 0, 1) * (LEVELS - 1));
      }
    }
    return Png.indexed(pixels, columns.length, HEIGHT, PALETTE);
  }
}
