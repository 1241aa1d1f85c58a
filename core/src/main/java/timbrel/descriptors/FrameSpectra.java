package timbrel.descriptors;

import java.util.Arrays;
import java.util.function.Consumer;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;

/// The power spectra of the sounding part, frame by frame: Hann windows of 2048 samples, the middle
/// of the first on the first sounding sample, 1024 apart, silence around the sound. One instance
/// serves one thread.
final class FrameSpectra {
  /// Bins of each spectrum, from 0 up to but not with the Nyquist frequency.
  static final int BINS = 1024;

  static final double HERTZ_PER_BIN = KnobAnalyzer.RATE / (2.0 * BINS);

  private static final int FRAME = 2 * BINS;
  private static final int HOP = 1024;
  private static final float[] WINDOW = Windows.hann(FRAME);

  private final RealFft fft = new RealFft(FRAME);
  private final float[] frame = new float[FRAME];
  private final float[] re = new float[fft.bins()];
  private final float[] im = new float[fft.bins()];
  private final float[] powers = new float[BINS];

  /// Hands over one spectrum after the other, always in the same array. The constant part does not
  /// count: bin 0 repeats bin 1.
  void forEach(float[] samples, SoundingPart part, Consumer<float[]> consumer) {
    for (int middle = part.from(); middle < part.to(); middle += HOP) {
      cut(samples, middle - FRAME / 2);
      fft.forward(frame, re, im);
      for (int k = 1; k < BINS; k++) {
        powers[k] = re[k] * re[k] + im[k] * im[k];
      }
      powers[0] = powers[1];
      consumer.accept(powers);
    }
  }

  private void cut(float[] samples, int start) {
    int from = Math.clamp(-start, 0, FRAME);
    int to = Math.clamp(samples.length - start, from, FRAME);
    Arrays.fill(frame, 0, from, 0);
    for (int i = from; i < to; i++) {
      frame[i] = samples[start + i] * WINDOW[i];
    }
    Arrays.fill(frame, to, FRAME, 0);
  }
}
