package timbrel.instrument;

import java.util.Arrays;

/// What finishing asks of samples.
final class Samples {
  private Samples() {}

  /// The place of the first largest absolute value, 0 for an empty sound.
  static int indexOfPeak(float[] samples) {
    int index = 0;
    for (int t = 1; t < samples.length; t++) {
      index = Math.abs(samples[t]) > Math.abs(samples[index]) ? t : index;
    }
    return index;
  }

  /// The first place that comes near the peak: in a noise, the peak itself may be anywhere.
  static int risen(float[] samples) {
    float near = 0.7f * peak(samples);
    int t = 0;
    while (t < samples.length && Math.abs(samples[t]) < near) {
      t++;
    }
    return t;
  }

  /// The first place that is within 40 dB of the peak.
  static int start(float[] samples) {
    float audible = 0.01f * peak(samples);
    int t = 0;
    while (t < samples.length && Math.abs(samples[t]) < audible) {
      t++;
    }
    return t;
  }

  /// @param squares `[samples.length]`, written
  static void square(float[] samples, double[] squares) {
    for (int t = 0; t < squares.length; t++) {
      squares[t] = (double) samples[t] * samples[t];
    }
  }

  static float peak(float[] samples) {
    return samples.length == 0 ? 0 : Math.abs(samples[indexOfPeak(samples)]);
  }

  static float[] times(float[] samples, double gain) {
    float[] out = new float[samples.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = (float) (samples[t] * gain);
    }
    return out;
  }

  /// Half a bell: 0 at 0, 1 at 1, flat at both; a polynomial, so that it is the same everywhere.
  static double smoothStep(double x) {
    double inside = Math.clamp(x, 0, 1);
    return inside * inside * (3 - 2 * inside);
  }

  /// Lets the last `length` samples go to nothing.
  static void fadeOut(float[] samples, int length) {
    int fade = Math.min(length, samples.length);
    for (int t = 0; t < fade; t++) {
      samples[samples.length - 1 - t] *= (float) smoothStep((double) t / fade);
    }
  }

  /// Without what comes 80 dB below the peak at the end, but at least `least` samples: the same
  /// array where all of it stays.
  static float[] trimmed(float[] samples, int least) {
    float silent = 1e-4f * peak(samples);
    int length = samples.length;
    while (length > least && Math.abs(samples[length - 1]) < silent) {
      length--;
    }
    return length == samples.length ? samples : Arrays.copyOf(samples, length);
  }
}
