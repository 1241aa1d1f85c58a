package timbrel.audio;

/// The ideal low-pass filter, `sinc`, cut to a finite length by a Kaiser window (Kaiser 1974;
/// Smith, "Digital Audio Resampling").
///
/// One filter serves all ratios of sample rates: time is counted in sampling intervals of the
/// slower of the two rates, so the stop band starts at the slower one's Nyquist frequency.
final class KaiserSinc {
  /// The filter reaches this many intervals to either side.
  static final int REACH = 96;

  /// What lies at and above the Nyquist frequency comes out at -130 dB.
  private static final double ATTENUATION = 130;

  private static final double BETA = 0.1102 * (ATTENUATION - 8.7);

  /// Kaiser's formula for the width of the transition, as a share of the Nyquist frequency.
  private static final double TRANSITION = (ATTENUATION - 8) / (2.285 * 2 * REACH) / StrictMath.PI;

  private static final double CUTOFF = 1 - TRANSITION / 2;
  private static final int STEPS = 512; // table entries per interval
  private static final int GUARD = 2; // entries beyond either end, for the interpolation
  private static final double[] TABLE = table();

  private KaiserSinc() {}

  /// The filter at a distance of `x` intervals. Cubic interpolation between table entries is exact
  /// to 1e-12, as the fourth power of a step of 1/512 is.
  static double at(double x) {
    double place = Math.abs(x) * STEPS;
    if (place >= REACH * STEPS) {
      return 0;
    }
    int i = GUARD + (int) place;
    return Cubic.between(TABLE[i - 1], TABLE[i], TABLE[i + 1], TABLE[i + 2], place - (int) place);
  }

  /// The filter for an output between two of its inputs.
  ///
  /// @param late how far behind input `reach - 1` of its inputs the output lies: 0 to 1, or little
  ///   beyond
  /// @param scale intervals per input sample, at most 1
  /// @return `[2 * reach]`, one factor an input, adding up to 1
  static double[] filter(double late, double scale, int reach) {
    double[] filter = new double[2 * reach];
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      double distance = i - (reach - 1) - late;
      filter[i] = at(distance * scale);
      sum += filter[i];
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] /= sum; // so that a constant stays that constant
    }
    return filter;
  }

  private static double[] table() {
    double[] table = new double[REACH * STEPS + 2 * GUARD + 1];
    double peak = bessel0(BETA);
    for (int i = 0; i < table.length; i++) {
      double x = (i - GUARD) / (double) STEPS;
      table[i] = CUTOFF * sinc(CUTOFF * x) * kaiser(x / REACH) / peak;
    }
    return table;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
  }

  /// The window, with a peak of `bessel0(BETA)`.
  private static double kaiser(double x) {
    return Math.abs(x) > 1 ? 0 : bessel0(BETA * StrictMath.sqrt(1 - x * x));
  }

  /// The modified Bessel function of order zero, by its power series.
  static double bessel0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-18 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }
}
