package timbrel.control.midi;

import org.jspecify.annotations.Nullable;
import timbrel.control.Target;
import timbrel.engine.Control;
import timbrel.realtime.RealTime;

/// What a note or controller does, made ready for the audio thread.
///
/// @param index that goes with the target's control, for the instrument at hand
/// @param noteOffChokes whether letting go of the note ends its sound
/// @param usual whether it comes from the usual map
record MidiAction(Target target, int index, boolean noteOffChokes, boolean usual) {

  /// The value at a position of the controller.
  ///
  /// Levels follow its square, as General MIDI has it for volume (RP-003: 40 dB times the
  /// logarithm).
  ///
  /// @param share of its way, 0 to 1
  @RealTime
  float value(float share) {
    float low = target.range().low();
    float high = target.range().high();
    return low + (isLevel() ? share * share : share) * (high - low);
  }

  @RealTime
  private boolean isLevel() {
    return target.control() == Control.LEVEL || target.control() == Control.MASTER_LEVEL;
  }

  @RealTime
  static boolean is(@Nullable MidiAction action, Control control) {
    return action != null && action.target.control() == control;
  }
}
