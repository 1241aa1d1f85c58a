package timbrel.engine;

/// What a musician can do. Each comes with a pad (0 to 15, or [#ALL_PADS]), an index where there
/// are several of it (which knob, which class) and a value. Values out of range are clamped and NaN
/// is ignored, but for [#KNOB].
public enum Control {
  /// Strikes a pad; value: velocity above 0 to 1. Striking all pads does nothing.
  HIT,
  /// Fades the pad's sounding hits within milliseconds.
  CHOKE,
  /// How open the hi-hat is, 0 closed to 1 open; the pad is ignored.
  OPENNESS,
  /// Index: [timbrel.descriptors.Knob] ordinal; value: 0 to 1 over the training sounds, NaN leaves
  /// the knob to the model, which is where it starts.
  KNOB,
  /// Index: one of the instrument's classes; the pad makes that class from now on. Value ignored.
  CLASS,
  /// Index: the class to go towards, -1 keeps the one that was set last; value: how far, 0 (the
  /// pad's own class) to 1.
  MORPH,
  /// How much hits differ, 0 to 1; 0.5 as learnt.
  VARIATION,
  /// Semitones, -24 to 24.
  TUNE,
  /// 1 lets hits ring as they were made, towards 0 they are damped ever faster.
  DECAY,
  /// Linear gain, 0 to 2.
  LEVEL,
  /// -1 left to 1 right.
  PAN,
  /// Soft clipping, 0 none to 1.
  DRIVE,
  /// Pitch bend in semitones, -24 to 24; moves sounding hits too.
  BEND,
  /// Linear gain of everything, 0 to 2; the pad is ignored.
  MASTER_LEVEL,
  /// Value 1 keeps the sound of the pad's last hit for all following ones, 0 lets it go.
  FREEZE,
  /// Throws away the hits that were prepared, a kept sound too, and makes others.
  REROLL,
  /// Fades all that sounds within milliseconds.
  ALL_OFF;

  /// In place of a pad: every one of them.
  public static final int ALL_PADS = -1;

  /// How many pads there are.
  public static final int PADS = 16;
}
