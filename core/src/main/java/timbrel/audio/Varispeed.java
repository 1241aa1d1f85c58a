package timbrel.audio;

/// Plays a sound faster or slower, as a tape does, at any speed and cheaply: what [Resampler] does
/// for sample rates and measurements, for tuning drums.
///
/// An interpolation by a Kaiser-windowed sinc of 16 zero crossings to either side, whose cutoff
/// falls as the speed rises, so that nothing folds back (Smith, "Digital Audio Resampling"). Tones
/// below 17 kHz come out within 0.1 dB; what would fold back is 70 dB down (`VarispeedTest`).
///
/// The filter is sampled beforehand, at 256 phases for each zero crossing: to make some 8,000
/// weights once costs less than to find one for each tap of each output. What lies between two
/// phases is interpolated from the outputs of both.
public final class Varispeed {
  private static final int ZERO_CROSSINGS = 16;
  private static final int STEPS = 256; // per zero crossing
  private static final double BETA = 7;
  private static final double CUTOFF = 0.9;
  private static final float[] TABLE = table();

  private final double speed;
  private final int phases;
  private final int taps;
  private final float[][] weights; // [phases + 1][taps]

  private Varispeed(double speed, int length) {
    this.speed = speed;
    double scale = CUTOFF * Math.min(1, 1 / speed);
    int reach = (int) Math.min(length, Math.ceil(ZERO_CROSSINGS / scale));
    phases = Math.max(1, (int) (STEPS * scale));
    taps = 2 * reach;
    weights = new float[phases + 1][taps];
    for (int phase = 0; phase <= phases; phase++) {
      for (int tap = 0; tap < taps; tap++) {
        double distance = tap - reach + 1 - phase / (double) phases;
        weights[phase][tap] = (float) (scale * at(Math.abs(distance) * scale));
      }
    }
  }

  /// `ceil(in.length / speed)` samples.
  ///
  /// @param speed above 0; 2 is an octave up
  public static float[] play(float[] in, double speed) {
    if (!(speed > 0) || in.length / speed > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "speed %s for %d samples, expected above 0".formatted(speed, in.length));
    }
    return in.length == 0 ? new float[0] : new Varispeed(speed, in.length).of(in);
  }

  private float[] of(float[] in) {
    float[] padded = new float[in.length + 2 * taps];
    System.arraycopy(in, 0, padded, taps, in.length);
    float[] out = new float[(int) Math.ceil(in.length / speed)];
    for (int n = 0; n < out.length; n++) {
      double place = n * speed;
      int before = (int) place;
      double phase = (place - before) * phases;
      int whole = (int) phase;
      int first = taps + before - taps / 2 + 1;
      float share = (float) (phase - whole);
      out[n] = between(padded, first, weights[whole], weights[whole + 1], share);
    }
    return out;
  }

  /// Between the outputs of two phases of the filter. Of each the even and the odd taps are summed
  /// apart, so that four sums do not wait for each other.
  private float between(float[] in, int first, float[] low, float[] high, float share) {
    float lowEven = 0;
    float lowOdd = 0;
    float highEven = 0;
    float highOdd = 0;
    for (int tap = 0; tap < taps; tap += 2) {
      float even = in[first + tap];
      float odd = in[first + tap + 1];
      lowEven += even * low[tap];
      lowOdd += odd * low[tap + 1];
      highEven += even * high[tap];
      highOdd += odd * high[tap + 1];
    }
    float sum = lowEven + lowOdd;
    return sum + share * (highEven + highOdd - sum);
  }

  /// 0 beyond the last zero crossing; linear between the entries, exact to 2e-6.
  private static double at(double distance) {
    double place = distance * STEPS;
    int i = (int) place;
    if (i >= ZERO_CROSSINGS * STEPS) {
      return 0;
    }
    double share = place - i;
    return TABLE[i] + share * (TABLE[i + 1] - TABLE[i]);
  }

  private static float[] table() {
    float[] table = new float[ZERO_CROSSINGS * STEPS + 1];
    double norm = KaiserSinc.bessel0(BETA);
    for (int i = 0; i <= ZERO_CROSSINGS * STEPS; i++) {
      double x = i / (double) STEPS;
      double edge = x / ZERO_CROSSINGS;
      double window =
          KaiserSinc.bessel0(BETA * StrictMath.sqrt(Math.max(0, 1 - edge * edge))) / norm;
      double sinc = i == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
      table[i] = (float) (sinc * window);
    }
    return table;
  }
}
