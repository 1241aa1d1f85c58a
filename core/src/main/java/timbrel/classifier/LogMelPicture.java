package timbrel.classifier;

import java.util.Arrays;
import timbrel.audio.LogMel;
import timbrel.audio.MelFilterbank;
import timbrel.audio.MelScale;
import timbrel.audio.Stft;
import timbrel.audio.Windows;

/// A sound as a picture: the natural log of the power in 64 mel bands from 20 Hz to 16 kHz, every
/// 512 samples of a 44.1 kHz sound. Column `t` is centred on sample `512 t`; before and after the
/// sound there is silence.
///
/// Bands end at 16 kHz because some recordings went through a lossy format that cuts there, and a
/// classifier must not learn who uploaded a sound.
///
/// @param values `[frames][64]`, flat
public record LogMelPicture(float[] values, int frames) {
  /// Rows of the picture.
  public static final int BANDS = 64;

  /// Samples between two columns.
  public static final int HOP = 512;

  /// What silence looks like.
  public static final float FLOOR = (float) StrictMath.log(1e-4);

  private static final int SAMPLE_RATE = 44_100;
  private static final int FFT = 2048;
  private static final double FLOOR_POWER = 1e-4;
  private static final MelFilterbank MEL =
      new MelFilterbank(
          new MelFilterbank.Bands(MelScale.HTK, BANDS, 20, 16_000, false), SAMPLE_RATE, FFT);

  /// The whole sound.
  public static LogMelPicture of(float[] samples) {
    Stft stft = new Stft(Windows.hann(FFT), FFT, HOP, Stft.Frames.CENTERED);
    float[][] columns = new LogMel(stft, MEL, FLOOR_POWER).logarithms(samples);
    float[] values = new float[columns.length * BANDS];
    for (int t = 0; t < columns.length; t++) {
      System.arraycopy(columns[t], 0, values, t * BANDS, BANDS);
    }
    return new LogMelPicture(values, columns.length);
  }

  /// The first `frames` columns; a shorter sound is followed by silence.
  public static LogMelPicture of(float[] samples, int frames) {
    // The last columns look up to two hops ahead.
    LogMelPicture more = of(Arrays.copyOf(samples, (frames + 1) * HOP));
    return new LogMelPicture(Arrays.copyOf(more.values, frames * BANDS), frames);
  }

  /// Power of band `band` in column `frame` in decibels.
  public double decibels(int frame, int band) {
    return 10 / StrictMath.log(10) * values[frame * BANDS + band];
  }
}
