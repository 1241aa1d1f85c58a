package timbrel.instrument;

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
  public double guess(float[] samples, double from, double to) {
    return (FALL / from - FALL / to) * 1000 / DECIBELS_PER_SECOND; // exact for an exponential
  }

  @Override
  public float[] apply(float[] samples, double amount) {
    float[] out = samples.clone();
    double perSample = StrictMath.pow(10, amount * DECIBELS_PER_SECOND / (20 * sampleRate));
    double most = StrictMath.pow(10, LARGEST_RISE_DB / 20);
    double gain = 1;
    for (int t = Samples.risen(samples); t < out.length; t++) {
      out[t] = (float) (samples[t] * gain);
      gain = Math.min(gain * perSample, most);
    }
    return out;
  }
}
