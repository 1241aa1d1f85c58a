package timbrel.instrument;

import java.util.Arrays;
import java.util.function.DoubleFunction;
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
  public double guess(MeasuredSound sound, double from, double to) {
    return StrictMath.log(to / from) / StrictMath.log(2);
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    return amount -> tuned(sound.sound().samples(), amount);
  }

  private float[] tuned(float[] samples, double amount) {
    if (amount == 0) {
      return samples.clone();
    }
    double speed = StrictMath.pow(2, amount);
    int heard = (int) Math.min(samples.length, longest * speed);
    float[] out =
        Varispeed.play(heard < samples.length ? Arrays.copyOf(samples, heard) : samples, speed);
    if (heard < samples.length) {
      Samples.fadeOut(out, FADE);
    }
    return out;
  }
}
