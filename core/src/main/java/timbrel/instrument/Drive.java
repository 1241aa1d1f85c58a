package timbrel.instrument;

import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;

/// Makes a sound louder where gain alone would clip: a limiter that looks ahead. An amount of 1 is
/// 6 dB of gain before it; the sound must peak at the ceiling, and does so afterwards.
///
/// The gain is the smallest that is needed within 5 ms to either side, smoothed over as long, so it
/// never lets a peak pass and hardly changes within a period of a bass drum.
record Drive(int sampleRate) implements Finish {
  private static final double REACH_SECONDS = 0.005;
  private static final double DECIBELS = 6;
  private static final double HEADWAY = 1.3; // a decibel louder needs about so many before it

  @Override
  public Knob knob() {
    return Knob.LOUDNESS;
  }

  /// Softer needs no limiter.
  @Override
  public double lowest() {
    return 0;
  }

  @Override
  public double highest() {
    return 6;
  }

  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    return HEADWAY * (to - from) / DECIBELS;
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    return new Limiter(sound.sound().samples())::driven;
  }

  /// For one sound.
  private final class Limiter {
    private final float[] samples;
    private final float ceiling;
    private final double[] gains;
    private final Surroundings surroundings = new Surroundings((int) (REACH_SECONDS * sampleRate));

    Limiter(float[] samples) {
      this.samples = samples;
      ceiling = Samples.peak(samples);
      gains = new double[samples.length];
    }

    float[] driven(double amount) {
      double most = StrictMath.pow(10, amount * DECIBELS / 20);
      for (int t = 0; t < gains.length; t++) {
        gains[t] = Math.min(most, ceiling / Math.max(Math.abs(samples[t]), Float.MIN_NORMAL));
      }
      surroundings.toMinima(gains);
      surroundings.toMeans(gains);
      float[] out = new float[samples.length];
      for (int t = 0; t < out.length; t++) {
        out[t] = (float) (samples[t] * gains[t]);
      }
      return out;
    }
  }
}
