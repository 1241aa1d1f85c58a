package timbrel.audio;

/// A second-order recursive filter, its coefficients divided by `a0`.
record Biquad(double b0, double b1, double b2, double a1, double a2) {

  /// Filters in place from rest (transposed direct form II).
  void filter(double[] signal) {
    double state1 = 0;
    double state2 = 0;
    for (int t = 0; t < signal.length; t++) {
      double in = signal[t];
      double out = b0 * in + state1;
      state1 = b1 * in - a1 * out + state2;
      state2 = b2 * in - a2 * out;
      signal[t] = out;
    }
  }
}
