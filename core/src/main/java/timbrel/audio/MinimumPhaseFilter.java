package timbrel.audio;

import java.util.Arrays;

/// A filter of a given magnitude response that acts at once: of all causal filters with that
/// response, the one of minimum phase, whose impulse response is nearest to its start. Nothing can
/// be heard before the sound itself, as it can with a filter of linear phase.
///
/// It is found by folding the real cepstrum (Oppenheim and Schafer, "Discrete-Time Signal
/// Processing", section 12.1), and cut to 2048 taps that fade out.
public final class MinimumPhaseFilter {
  /// Frequencies at which the response is given, from 0 to half the sample rate.
  public static final int BINS = 2049;

  private static final int SIZE = 2 * (BINS - 1);
  private static final int TAPS = SIZE / 2;
  private static final int FADE = TAPS / 4;
  private static final int BLOCK = SIZE - TAPS;
  private static final double NEPER = StrictMath.log(10) / 20; // a decibel in natural logarithms

  private final RealFft fft = new RealFft(SIZE);
  private final float[] taps = new float[SIZE];
  private final float[] re = new float[BINS];
  private final float[] im = new float[BINS];

  /// @param decibels gain at each of the [#BINS] frequencies
  public MinimumPhaseFilter(double[] decibels) {
    if (decibels.length != BINS) {
      throw new IllegalArgumentException(
          "response at %d frequencies, expected %d".formatted(decibels.length, BINS));
    }
    float[] cepstrum = foldedCepstrum(decibels);
    fft.forward(cepstrum, re, im);
    for (int k = 0; k < BINS; k++) {
      double magnitude = StrictMath.exp(re[k]);
      double phase = im[k];
      re[k] = (float) (magnitude * StrictMath.cos(phase));
      im[k] = (float) (magnitude * StrictMath.sin(phase));
    }
    fft.inverse(re, im, taps);
    for (int t = 0; t < FADE; t++) {
      double fade = (FADE - t) / (double) FADE;
      taps[TAPS - FADE + t] *= (float) (fade * fade * (3 - 2 * fade));
    }
    Arrays.fill(taps, TAPS, SIZE, 0);
    fft.forward(taps, re, im);
  }

  /// The cepstrum of the magnitudes with its second half laid over its first.
  private float[] foldedCepstrum(double[] decibels) {
    float[] logs = new float[BINS];
    for (int k = 0; k < BINS; k++) {
      logs[k] = (float) (decibels[k] * NEPER);
    }
    float[] cepstrum = new float[SIZE];
    fft.inverse(logs, new float[BINS], cepstrum);
    for (int t = 1; t < SIZE / 2; t++) {
      cepstrum[t] *= 2;
    }
    Arrays.fill(cepstrum, SIZE / 2 + 1, SIZE, 0);
    return cepstrum;
  }

  /// The impulse response.
  public float[] taps() {
    return Arrays.copyOf(taps, TAPS);
  }

  /// The filtered sound, longer by the rest of the impulse response.
  public float[] apply(float[] samples) {
    float[] out = new float[samples.length == 0 ? 0 : samples.length + TAPS - 1];
    float[] block = new float[SIZE];
    float[] blockRe = new float[BINS];
    float[] blockIm = new float[BINS];
    for (int start = 0; start < samples.length; start += BLOCK) {
      int length = Math.min(BLOCK, samples.length - start);
      System.arraycopy(samples, start, block, 0, length);
      Arrays.fill(block, length, SIZE, 0);
      fft.forward(block, blockRe, blockIm);
      for (int k = 0; k < BINS; k++) {
        float real = blockRe[k] * re[k] - blockIm[k] * im[k];
        blockIm[k] = blockRe[k] * im[k] + blockIm[k] * re[k];
        blockRe[k] = real;
      }
      fft.inverse(blockRe, blockIm, block);
      for (int t = 0; t < Math.min(SIZE, out.length - start); t++) {
        out[start + t] += block[t];
      }
    }
    return out;
  }
}
