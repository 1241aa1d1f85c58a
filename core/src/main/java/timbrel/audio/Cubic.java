package timbrel.audio;

/// Interpolation with a cubic through four evenly spaced values (Lagrange's polynomial).
final class Cubic {
  private Cubic() {}

  /// @param f how far from `left` to `right`, 0 to 1
  static double between(double before, double left, double right, double after, double f) {
    return -f * (f - 1) * (f - 2) / 6 * before
        + (f + 1) * (f - 1) * (f - 2) / 2 * left
        - (f + 1) * f * (f - 2) / 2 * right
        + (f + 1) * f * (f - 1) / 6 * after;
  }
}
