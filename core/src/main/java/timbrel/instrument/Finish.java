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
  double guess(MeasuredSound sound, double from, double to);

  /// What makes the changed sound of an amount, in an array of its own. It may keep memory from one
  /// amount to the next, and so is not for several threads.
  DoubleFunction<float[]> on(MeasuredSound sound);
}
