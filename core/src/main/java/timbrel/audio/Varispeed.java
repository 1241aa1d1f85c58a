package timbrel.audio;

/// Plays a sound faster or slower, as a tape does, at any speed and cheaply: what [Resampler] does
/// for sample rates and measurements, for tuning drums.
///
/// An interpolation by a Kaiser-windowed sinc of 16 zero crossings to either side, whose cutoff
/// falls as the speed rises, so that nothing folds back (Smith, "Digital Audio Resampling"). Tones
/// below 17 kHz come out within 0.1 dB; what would fold back is 70 dB down (`VarispeedTest`).
public final class Varispeed {
  private static final int ZERO_CROSSINGS = 16;
  private static final int STEPS = 256; // table entries per zero crossing
  private static final double BETA = 7;
  private static final double CUTOFF = 0.9;
  private static final float[] TABLE = table();

  private Varispeed() {}

  /// `ceil(in.length / speed)` samples.
  ///
  /// @param speed above 0; 2 is an octave up
  public static float[] play(float[] in, double speed) {
    if (!(speed > 0) || in.length / speed > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "speed %s for %d samples, expected above 0".formatted(speed, in.length));
    }
    float[] out = new float[(int) Math.ceil(in.length / speed)];
    double scale = CUTOFF * Math.min(1, 1 / speed);
    double reach = ZERO_CROSSINGS / scale;
    for (int n = 0; n < out.length; n++) {
      double place = n * speed;
      int from = Math.max(0, (int) Math.ceil(place - reach));
      int to = Math.min(in.length - 1, (int) Math.floor(place + reach));
      double sum = 0;
      for (int t = from; t <= to; t++) {
        sum += in[t] * at(Math.abs(place - t) * scale);
      }
      out[n] = (float) (sum * scale);
    }
    return out;
  }

  /// Linear between the entries: exact to 2e-6.
  private static double at(double distance) {
    double place = distance * STEPS;
    int i = (int) place;
    double share = place - i;
    return TABLE[i] + share * (TABLE[i + 1] - TABLE[i]);
  }

  private static float[] table() {
    float[] table = new float[ZERO_CROSSINGS * STEPS + 2];
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
