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

  static double[] squares(float[] samples) {
    double[] squares = new double[samples.length];
    for (int t = 0; t < squares.length; t++) {
      squares[t] = (double) samples[t] * samples[t];
    }
    return squares;
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

  /// The smallest value within `reach` to either side, by van Herk's method (1992, "A fast
  /// algorithm for local minimum and maximum filters"): three comparisons a value.
  static double[] runningMinimum(double[] values, int reach) {
    int window = 2 * reach + 1;
    int length = values.length + 2 * reach;
    double[] forwards = new double[length];
    double[] backwards = new double[length];
    for (int t = 0; t < length; t++) {
      double value = padded(values, t - reach);
      forwards[t] = t % window == 0 ? value : Math.min(forwards[t - 1], value);
    }
    for (int t = length - 1; t >= 0; t--) {
      double value = padded(values, t - reach);
      boolean last = t == length - 1 || t % window == window - 1;
      backwards[t] = last ? value : Math.min(backwards[t + 1], value);
    }
    double[] minima = new double[values.length];
    for (int t = 0; t < minima.length; t++) {
      minima[t] = Math.min(backwards[t], forwards[t + window - 1]);
    }
    return minima;
  }

  private static double padded(double[] values, int t) {
    return t < 0 || t >= values.length ? Double.POSITIVE_INFINITY : values[t];
  }

  /// The mean within `reach` to either side, of what there is.
  static double[] boxMean(double[] values, int reach) {
    double[] before = new double[values.length + 1];
    for (int t = 0; t < values.length; t++) {
      before[t + 1] = before[t] + values[t];
    }
    double[] means = new double[values.length];
    for (int t = 0; t < means.length; t++) {
      int from = Math.max(0, t - reach);
      int to = Math.min(values.length, t + reach + 1);
      means[t] = (before[to] - before[from]) / (to - from);
    }
    return means;
  }

  /// Without what comes 80 dB below the peak at the end, but at least `least` samples.
  static float[] trimmed(float[] samples, int least) {
    float silent = 1e-4f * peak(samples);
    int length = samples.length;
    while (length > least && Math.abs(samples[length - 1]) < silent) {
      length--;
    }
    return Arrays.copyOf(samples, length);
  }
}
