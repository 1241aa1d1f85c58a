package timbrel.descriptors;

import java.util.function.Consumer;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;

/// The power spectra of the sounding part, frame by frame: Hann windows of 2048 samples, the middle
/// of the first on the first sounding sample, 1024 apart, silence around the sound.
final class FrameSpectra {
  /// Bins of each spectrum, from 0 up to but not with the Nyquist frequency.
  static final int BINS = 1024;

  static final double HERTZ_PER_BIN = KnobAnalyzer.RATE / (2.0 * BINS);

  private static final int FRAME = 2 * BINS;
  private static final int HOP = 1024;
  private static final float[] WINDOW = Windows.hann(FRAME);

  private FrameSpectra() {}

  /// Hands over one spectrum after the other, always in the same array. The constant part does not
  /// count: bin 0 repeats bin 1.
  static void forEach(float[] samples, SoundingPart part, Consumer<float[]> consumer) {
    RealFft fft = new RealFft(FRAME);
    float[] frame = new float[FRAME];
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    float[] powers = new float[BINS];
    for (int middle = part.from(); middle < part.to(); middle += HOP) {
      for (int i = 0; i < FRAME; i++) {
        int t = middle - FRAME / 2 + i;
        frame[i] = t >= 0 && t < samples.length ? samples[t] * WINDOW[i] : 0;
      }
      fft.forward(frame, re, im);
      for (int k = 1; k < BINS; k++) {
        powers[k] = re[k] * re[k] + im[k] * im[k];
      }
      powers[0] = powers[1];
      consumer.accept(powers);
    }
  }
}
