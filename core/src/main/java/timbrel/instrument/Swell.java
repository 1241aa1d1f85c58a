package timbrel.instrument;

import java.util.Arrays;
import timbrel.descriptors.Knob;

/// Makes the attack slower by fading the sound in, or faster by leaving out the start of its rise.
/// An amount of 1 is a fade of 200 ms; -1 starts at the peak.
record Swell(int sampleRate) implements Finish {
  private static final double LONGEST_FADE_SECONDS = 0.2;
  private static final double DECLICK_SECONDS = 0.0005;

  @Override
  public Knob knob() {
    return Knob.ATTACK;
  }

  @Override
  public double lowest() {
    return -1;
  }

  @Override
  public double highest() {
    return 1;
  }

  @Override
  public float[] apply(float[] samples, double amount) {
    return amount < 0 ? startLater(samples, -amount) : fadeIn(samples, amount);
  }

  private float[] startLater(float[] samples, double share) {
    int skipped = (int) Math.round(share * Samples.indexOfPeak(samples));
    float[] out = Arrays.copyOfRange(samples, skipped, samples.length);
    ramp(out, DECLICK_SECONDS * sampleRate);
    return out;
  }

  private float[] fadeIn(float[] samples, double amount) {
    float[] out = samples.clone();
    ramp(out, amount * LONGEST_FADE_SECONDS * sampleRate);
    return out;
  }

  private static void ramp(float[] samples, double length) {
    for (int t = 0; t < Math.min(length, samples.length); t++) {
      samples[t] *= (float) Samples.smoothStep(t / length);
    }
  }
}
