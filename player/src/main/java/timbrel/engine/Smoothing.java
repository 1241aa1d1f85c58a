package timbrel.engine;

/// The constants of moving parameters and filters at one sample rate.
///
/// @param step share of the way that a parameter goes in a sample: 5 ms to come within 37 %
/// @param fade loss of a voice that is choked, a sample: 4 ms to silence
/// @param tiltPole coefficient of the low-pass that divides low from high, at 900 Hz
record Smoothing(float step, float fade, float tiltPole) {
  private static final double STEP_SECONDS = 0.005;
  private static final double FADE_SECONDS = 0.004;
  private static final double TILT_HZ = 900;

  static Smoothing at(int sampleRate) {
    return new Smoothing(
        (float) -StrictMath.expm1(-1 / (STEP_SECONDS * sampleRate)),
        (float) (1 / (FADE_SECONDS * sampleRate)),
        (float) -StrictMath.expm1(-2 * StrictMath.PI * TILT_HZ / sampleRate));
  }
}
