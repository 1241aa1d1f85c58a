package timbrel.instrument;

import timbrel.descriptors.Knob;

/// A cheap change of a finished sound that moves one knob: the larger the amount, the higher the
/// knob's value; 0 leaves the sound as it is.
sealed interface Finish permits Tuning, Swell, Damping, Tilt {

  /// What it moves.
  Knob knob();

  /// The strongest change downwards, below 0.
  double lowest();

  /// The strongest change upwards, above 0.
  double highest();

  /// The changed sound, in an array of its own.
  float[] apply(float[] samples, double amount);
}
