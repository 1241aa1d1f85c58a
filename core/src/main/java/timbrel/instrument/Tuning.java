package timbrel.instrument;

import java.util.Arrays;
import timbrel.audio.Varispeed;
import timbrel.descriptors.Knob;

/// Tunes a sound by playing it faster or slower, as a tape or a sampler does; an amount of 1 is an
/// octave up. The sound becomes shorter and brighter with it.
///
/// @param longest samples that a sound may have afterwards
record Tuning(int longest) implements Finish {
  private static final int FADE = 1024;

  @Override
  public Knob knob() {
    return Knob.PITCH;
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
  public double guess(float[] samples, double from, double to) {
    return StrictMath.log(to / from) / StrictMath.log(2);
  }

  @Override
  public float[] apply(float[] samples, double amount) {
    if (amount == 0) {
      return samples.clone();
    }
    double speed = StrictMath.pow(2, amount);
    int heard = (int) Math.min(samples.length, longest * speed);
    float[] out = Varispeed.play(Arrays.copyOf(samples, heard), speed);
    if (heard < samples.length) {
      Samples.fadeOut(out, FADE);
    }
    return out;
  }
}
