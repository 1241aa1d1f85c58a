package timbrel.instrument;

import timbrel.audio.Resampler;
import timbrel.descriptors.Knob;

/// Tunes a sound by playing it faster or slower, as a tape or a sampler does; an amount of 1 is an
/// octave up. The sound becomes shorter and brighter with it.
record Tuning(int sampleRate) implements Finish {
  /// Rates are whole numbers: steps of 0.8 cents.
  private static final int STEPS = 2048;

  @Override
  public Knob knob() {
    return Knob.PITCH;
  }

  @Override
  public double lowest() {
    return -1.5;
  }

  @Override
  public double highest() {
    return 1.5;
  }

  @Override
  public float[] apply(float[] samples, double amount) {
    int speed = (int) Math.round(STEPS * StrictMath.pow(2, amount));
    return speed == STEPS ? samples.clone() : Resampler.resample(samples, speed, STEPS);
  }
}
