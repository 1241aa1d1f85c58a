package timbrel.instrument;

import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;

/// A cheap change of a finished sound that moves one knob: the larger the amount, the higher the
/// knob's value; 0 leaves the sound as it is.
sealed interface Finish
    permits Tuning, ToneNoiseBalance, Width, Tilt, Stretch, Damping, Swell, Drive {

  /// What it moves.
  Knob knob();

  /// The strongest change downwards, at most 0.
  double lowest();

  /// The strongest change upwards, above 0.
  double highest();

  /// About the amount that moves the knob of a sound from one natural value to another; measuring
  /// tells how good a guess it was.
  double guess(float[] samples, double from, double to);

  /// The changed sound, in an array of its own.
  float[] apply(float[] samples, double amount);

  /// The same for one sound and many amounts: what does not depend on the amount is done once.
  default DoubleFunction<float[]> on(float[] samples) {
    return amount -> apply(samples, amount);
  }
}
