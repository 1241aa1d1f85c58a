package timbrel.audio;

/// Loudness as it is measured in broadcasting (ITU-R BS.1770-4): the level after a filter that
/// mimics the head and the ear's dullness for bass, in LUFS.
///
/// The recommendation lists the filter for 48 kHz only; here it is designed anew for the sample
/// rate from its analogue prototype (the parameters are those that De Man 2014, "Evaluation of
/// Implementations of the EBU R128 Loudness Measurement", found behind the listed coefficients).
/// Unlike the recommendation there are no blocks and no gating: a drum is shorter than one block.
public final class Loudness {
  /// What is said of silence, in LUFS; nothing is quieter.
  public static final double SILENCE = -120;

  /// Below this sample rate the filter has no meaning.
  public static final int MIN_RATE = 8_000;

  private static final double SHELF_HERTZ = 1681.974450955533;
  private static final double SHELF_GAIN = StrictMath.pow(10, 3.999843853973347 / 20);
  private static final double SHELF_Q = 0.7071752369554196;
  private static final double SHELF_MIDDLE = StrictMath.pow(SHELF_GAIN, 0.4996667741545416);
  private static final double HIGH_PASS_HERTZ = 38.13547087602444;
  private static final double HIGH_PASS_Q = 0.5003270373238773;

  private Loudness() {}

  /// The K-weighted signal.
  public static double[] weighted(Sound sound) {
    double[] signal = new double[sound.length()];
    weigh(sound.samples(), sound.sampleRate(), signal, signal.length);
    return signal;
  }

  /// The beginning of the same, for memory that is used again.
  ///
  /// @param weighted `[length]` or longer, written
  public static void weigh(float[] samples, int sampleRate, double[] weighted, int length) {
    if (sampleRate < MIN_RATE) {
      throw new IllegalArgumentException(
          "loudness at %d Hz, expected at least %d Hz".formatted(sampleRate, MIN_RATE));
    }
    for (int t = 0; t < length; t++) {
      weighted[t] = samples[t];
    }
    shelf(sampleRate).filter(weighted, length);
    highPass(sampleRate).filter(weighted, length);
  }

  /// The loudness in LUFS of samples `from` to `to` (exclusive) of a K-weighted signal.
  public static double of(double[] weighted, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += weighted[t] * weighted[t];
    }
    if (sum == 0) {
      return SILENCE;
    }
    return Math.max(SILENCE, -0.691 + 10 * StrictMath.log10(sum / (to - from)));
  }

  /// The loudness of a whole sound in LUFS.
  public static double of(Sound sound) {
    return of(weighted(sound), 0, sound.length());
  }

  static Biquad shelf(int sampleRate) {
    double k = StrictMath.tan(StrictMath.PI * SHELF_HERTZ / sampleRate);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new Biquad(
        (SHELF_GAIN + SHELF_MIDDLE * k / SHELF_Q + k * k) / a0,
        2 * (k * k - SHELF_GAIN) / a0,
        (SHELF_GAIN - SHELF_MIDDLE * k / SHELF_Q + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / SHELF_Q + k * k) / a0);
  }

  /// The numerator is 1, -2, 1 undivided, as in the recommendation.
  static Biquad highPass(int sampleRate) {
    double k = StrictMath.tan(StrictMath.PI * HIGH_PASS_HERTZ / sampleRate);
    double a0 = 1 + k / HIGH_PASS_Q + k * k;
    return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0);
  }
}
