package timbrel.engine;

import java.util.Map;
import java.util.OptionalLong;
import timbrel.descriptors.Knob;

/// One pad as it is set: what a set file stores.
///
/// @param className what it makes; one of the instrument's classes
/// @param morphTo the class that it is morphed towards; empty for none
/// @param morph how far, 0 to 1
/// @param knobs those that are set, 0 to 1 over the training sounds
/// @param variation 0 to 1
/// @param tune semitones
/// @param decay 0 to 1
/// @param level linear gain
/// @param pan -1 to 1
/// @param drive 0 to 1
/// @param chokeGroup pads of the same group above 0 stop each other; 0 none
/// @param frozen the seed of the sound that is kept ("keep this sound"); empty for none
/// @param frozenVelocity what the kept sound was made for, 0 to 1
public record PadState(
    String className,
    String morphTo,
    float morph,
    Map<Knob, Float> knobs,
    float variation,
    float tune,
    float decay,
    float level,
    float pan,
    float drive,
    int chokeGroup,
    OptionalLong frozen,
    float frozenVelocity) {

  public PadState {
    knobs = Map.copyOf(knobs);
  }
}
