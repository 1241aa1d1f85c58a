package timbrel.instrument;

import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import timbrel.descriptors.Knob;

/// Makes a sound noisier or more like a tone. Upwards its tones become noise, up to an amount of 1
/// all of them; beyond that, what still happens to stand out is taken away. Downwards its partials
/// are brought out: an amount of -1 lowers the rest by 24 dB.
///
/// @param noise makes a generator of the same numbers at each call
record ToneNoiseBalance(int sampleRate, Supplier<RandomGenerator> noise) implements Finish {
  private static final double COMB_DB = 24;

  /// Decibels of the knob that an amount of 1 moves it by, about.
  private static final double UP_DB = 40;

  private static final double DOWN_DB = 20;

  /// An amount of 1 keeps this power of ten of the tones' amplitude.
  private static final double LEAST_TONE = -2;

  @Override
  public Knob knob() {
    return Knob.NOISE;
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
    return (to - from) / (to > from ? UP_DB : DOWN_DB);
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    return new Balance(sound)::at;
  }

  /// One sound, taken apart once.
  private final class Balance {
    private final MeasuredSound sound;
    private final float[] samples;
    private @Nullable PartialComb comb;
    private @Nullable ToneNoiseSplit split;
    private @Nullable ToneNoiseSplit rest;

    Balance(MeasuredSound sound) {
      this.sound = sound;
      samples = sound.sound().samples();
    }

    float[] at(double amount) {
      if (amount == 0 || samples.length == 0) {
        return samples.clone();
      }
      return amount < 0 ? tonal(-amount) : noisier(amount);
    }

    private float[] tonal(double amount) {
      comb = comb == null ? new PartialComb(sound.spectrum(), sampleRate) : comb;
      return comb.apply(samples, amount * COMB_DB);
    }

    private float[] noisier(double amount) {
      split = split == null ? new ToneNoiseSplit(samples, sampleRate, noise.get()) : split;
      if (amount <= 1) {
        return split.withTones(kept(amount), true);
      }
      rest =
          rest == null
              ? new ToneNoiseSplit(split.withTones(kept(1), true), sampleRate, noise.get())
              : rest;
      return rest.withTones(kept(amount - 1), false);
    }
  }

  /// As an amplitude.
  private static double kept(double amount) {
    return StrictMath.pow(10, LEAST_TONE * amount);
  }
}
