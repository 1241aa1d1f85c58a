package timbrel.instrument;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;

/// Makes the attack slower by fading the sound in, or faster by leaving out the start of its rise.
/// An amount of 1 is a fade of 200 ms; -1 starts at the peak, and -2 raises the first milliseconds
/// by 20 dB as well.
record Swell(int sampleRate) implements Finish {
  private static final double LONGEST_FADE_SECONDS = 0.2;

  /// The measured rise of a steady sound takes half of its fade.
  private static final double RISING_SHARE = 2;

  private static final double DECLICK_SECONDS = 0.0005;
  private static final double SNAP_SECONDS = 0.004;
  private static final double SNAP = 9; // times the sound itself, on top of it

  @Override
  public Knob knob() {
    return Knob.ATTACK;
  }

  @Override
  public double lowest() {
    return -2;
  }

  @Override
  public double highest() {
    return 1;
  }

  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    return to > from
        ? RISING_SHARE * to / (1000 * LONGEST_FADE_SECONDS)
        : from / to > 2 ? -1 : -0.5;
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    float[] samples = sound.sound().samples();
    int peak = Samples.indexOfPeak(samples);
    return amount -> amount >= 0 ? fadeIn(samples, amount) : startLater(samples, peak, -amount);
  }

  /// @param amount up to 1 of the way to the peak, beyond 1 the first milliseconds are raised
  private float[] startLater(float[] samples, int peak, double amount) {
    float[] out = cutTo(samples, (int) Math.round(Math.min(1, amount) * peak));
    if (amount > 1) {
      snap(out, amount - 1);
    }
    return out;
  }

  private float[] cutTo(float[] samples, int skipped) {
    float[] out = Arrays.copyOfRange(samples, skipped, samples.length);
    ramp(out, DECLICK_SECONDS * sampleRate);
    return out;
  }

  private float[] fadeIn(float[] samples, double amount) {
    float[] out = samples.clone();
    ramp(out, amount * LONGEST_FADE_SECONDS * sampleRate);
    return out;
  }

  private void snap(float[] samples, double amount) {
    double length = SNAP_SECONDS * sampleRate;
    for (int t = 0; t < Math.min(length, samples.length); t++) {
      samples[t] *= (float) (1 + SNAP * amount * Samples.smoothStep(1 - t / length));
    }
  }

  private static void ramp(float[] samples, double length) {
    for (int t = 0; t < Math.min(length, samples.length); t++) {
      samples[t] *= (float) Samples.smoothStep(t / length);
    }
  }
}
