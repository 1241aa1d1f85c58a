package timbrel.instrument;

import timbrel.descriptors.Knob;

/// Makes a sound brighter or darker: a spectral tilt of `amount` times 6 dB an octave, from
/// exponentially spaced real pole and zero pairs (Smith & Smith 2016, "Closed form fractional
/// integration and differentiation via real exponentially spaced pole-zero pairs", section 2).
///
/// Unlike the paper, tilts of more than 6 dB an octave are made by the same filter twice.
record Tilt(int sampleRate) implements Finish {
  private static final double LOWEST_HZ = 30;
  private static final double SLOPE_OF_AN_OCTAVE = 0.5; // moves the centre about so far
  private static final double SPACING = 2; // an octave: ripple below 0.1 dB

  @Override
  public Knob knob() {
    return Knob.BRIGHTNESS;
  }

  @Override
  public double lowest() {
    return -2;
  }

  @Override
  public double highest() {
    return 2;
  }

  @Override
  public double guess(double from, double to) {
    return SLOPE_OF_AN_OCTAVE * StrictMath.log(to / from) / StrictMath.log(2);
  }

  @Override
  public float[] apply(float[] samples, double amount) {
    float[] out = samples.clone();
    if (amount != 0) {
      for (int pass = 0; pass < 2; pass++) {
        tilt(out, amount / 2);
      }
    }
    return out;
  }

  private void tilt(float[] samples, double slope) {
    double detune = StrictMath.pow(SPACING, -slope);
    for (double pole = LOWEST_HZ; pole < sampleRate / 2.0; pole *= SPACING) {
      section(samples, warped(pole * detune), warped(pole));
    }
  }

  /// A corner frequency where the bilinear transform leaves it in its place; beyond the band it has
  /// no effect there.
  private double warped(double hz) {
    return StrictMath.tan(Math.PI * Math.min(hz, 0.49 * sampleRate) / sampleRate);
  }

  /// One zero and one pole, with gain 1 at frequency 0 (at half the rate for a falling slope it is
  /// below 1, for a rising one above).
  private static void section(float[] samples, double zero, double pole) {
    double scale = pole / (zero * (1 + pole));
    double b0 = scale * (1 + zero);
    double b1 = scale * (zero - 1);
    double a1 = (pole - 1) / (1 + pole);
    double memory = 0;
    for (int t = 0; t < samples.length; t++) {
      double in = samples[t];
      double out = b0 * in + memory;
      memory = b1 * in - a1 * out;
      samples[t] = (float) out;
    }
  }
}
