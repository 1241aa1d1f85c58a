package timbrel.audio;

/// A second-order recursive filter, its coefficients divided by `a0`.
public record Biquad(double b0, double b1, double b2, double a1, double a2) {

  /// Raises a band and leaves the rest as it is (Bristow-Johnson, "Audio EQ Cookbook", peakingEQ).
  ///
  /// @param hertz its middle
  /// @param q the middle over the width at half the gain
  public static Biquad peak(int sampleRate, double hertz, double q, double decibels) {
    double angle = 2 * StrictMath.PI * hertz / sampleRate;
    double gain = StrictMath.pow(10, decibels / 40);
    double alpha = StrictMath.sin(angle) / (2 * q);
    double cos = StrictMath.cos(angle);
    double a0 = 1 + alpha / gain;
    return new Biquad(
        (1 + alpha * gain) / a0,
        -2 * cos / a0,
        (1 - alpha * gain) / a0,
        -2 * cos / a0,
        (1 - alpha / gain) / a0);
  }

  /// Filters in place from rest (transposed direct form II).
  public void filter(double[] signal) {
    filter(signal, signal.length);
  }

  /// The same for the first samples of an array.
  public void filter(double[] signal, int length) {
    double state1 = 0;
    double state2 = 0;
    for (int t = 0; t < length; t++) {
      double in = signal[t];
      double out = b0 * in + state1;
      state1 = b1 * in - a1 * out + state2;
      state2 = b2 * in - a2 * out;
      signal[t] = out;
    }
  }
}
