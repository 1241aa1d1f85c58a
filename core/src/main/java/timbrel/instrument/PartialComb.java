package timbrel.instrument;

import timbrel.audio.MinimumPhaseFilter;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.RunningMedian;

/// Brings out the partials of a sound: the frequencies that are strongest in their surroundings
/// stay, what lies between them is lowered. A noise that has none gets them where it happens to be
/// strongest, like a struck plate. One filter for the whole sound, so that nothing warbles.
final class PartialComb {
  /// The surroundings and the bound of the noise knob, in steps of [KnobAnalyzer#HERTZ_PER_BIN].
  private static final int REACH = 12;

  private static final float MEDIANS = 3;
  private static final double FLAT = 0.75; // bins to either side of a partial that stay
  private static final double SLOPE = 1.5; // bins from there to what is lowered

  private final double[] distances; // from each frequency of the spectrum to the nearest partial
  private final int sampleRate;

  /// @param powers of [KnobAnalyzer#spectrumOf]
  PartialComb(double[] powers, int sampleRate) {
    distances = distances(partials(powers));
    this.sampleRate = sampleRate;
  }

  /// @param decibels by which all but the partials is lowered
  float[] apply(float[] samples, double decibels) {
    double[] gains = new double[MinimumPhaseFilter.BINS];
    double step = sampleRate / 2.0 / (gains.length - 1) / KnobAnalyzer.HERTZ_PER_BIN;
    for (int k = 0; k < gains.length; k++) {
      double place = Math.min(k * step, distances.length - 1.001);
      int below = (int) place;
      double distance =
          distances[below] + (place - below) * (distances[below + 1] - distances[below]);
      gains[k] = -decibels * Samples.smoothStep((distance - FLAT) / SLOPE);
    }
    return Samples.trimmed(new MinimumPhaseFilter(gains).apply(samples), samples.length);
  }

  /// Which frequencies are the largest around, or stand out as a tone does.
  private static boolean[] partials(double[] powers) {
    float[] values = new float[powers.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) powers[k];
    }
    float[] around = new RunningMedian(REACH).of(values);
    double[] negated = new double[powers.length];
    for (int k = 0; k < negated.length; k++) {
      negated[k] = -values[k];
    }
    double[] largest = negated.clone();
    new Surroundings(REACH).toMinima(largest);
    boolean[] partials = new boolean[powers.length];
    for (int k = 1; k < partials.length; k++) {
      partials[k] = negated[k] == largest[k] || values[k] > MEDIANS * around[k];
    }
    return partials;
  }

  private static double[] distances(boolean[] partials) {
    double[] distances = new double[partials.length];
    double far = partials.length;
    for (int k = 0; k < partials.length; k++) {
      far = partials[k] ? 0 : far + 1;
      distances[k] = far;
    }
    far = partials.length;
    for (int k = partials.length - 1; k >= 0; k--) {
      far = partials[k] ? 0 : far + 1;
      distances[k] = Math.min(distances[k], far);
    }
    return distances;
  }
}
