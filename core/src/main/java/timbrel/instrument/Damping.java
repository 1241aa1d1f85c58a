package timbrel.instrument;

import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;

/// Makes a sound ring longer or shorter: its envelope is multiplied by an exponential from the end
/// of its rise on, so that an exponential decay stays one. An amount of 1 is 60 dB a second.
///
/// Rising is bounded, since it brings up whatever noise lies under the tail.
record Damping(int sampleRate) implements Finish {
  private static final double DECIBELS_PER_SECOND = 60;
  private static final double LARGEST_RISE_DB = 40;

  /// The decay is the time of a fall by this many decibels.
  private static final double FALL = 20;

  @Override
  public Knob knob() {
    return Knob.DECAY;
  }

  @Override
  public double lowest() {
    return -20;
  }

  @Override
  public double highest() {
    return 3;
  }

  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    return (FALL / from - FALL / to) * 1000 / DECIBELS_PER_SECOND; // exact for an exponential
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    float[] samples = sound.sound().samples();
    int risen = Samples.risen(samples);
    return amount -> damped(samples, risen, amount);
  }

  private float[] damped(float[] samples, int risen, double amount) {
    float[] out = samples.clone();
    double perSample = StrictMath.pow(10, amount * DECIBELS_PER_SECOND / (20 * sampleRate));
    double most = StrictMath.pow(10, LARGEST_RISE_DB / 20);
    double gain = 1;
    int t = risen;
    for (; t < out.length && gain < most; t++) {
      out[t] = (float) (samples[t] * gain);
      gain *= perSample;
    }
    for (; t < out.length; t++) {
      out[t] = (float) (samples[t] * most);
    }
    return out;
  }
}
