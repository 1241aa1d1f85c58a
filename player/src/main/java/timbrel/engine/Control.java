package timbrel.engine;

import timbrel.realtime.RealTime;

/// What a musician can do. Each comes with a pad (0 to 15, or [#ALL_PADS]), an index where there
/// are several of it (which knob, which class) and a value. Values out of range are taken as the
/// nearer end; NaN is ignored and counted, but for [#KNOB].
public enum Control {
  /// Strikes a pad; value: velocity. Striking all pads at once is not possible.
  HIT(0, 1, 0),
  /// Fades the pad's sounding hits within milliseconds.
  CHOKE(0, 1, 0),
  /// How open the hi-hat is, 0 closed to 1 open; acts on the pads that are one.
  OPENNESS(0, 1, 1),
  /// Index: [timbrel.descriptors.Knob] ordinal; value: 0 to 1 over the training sounds, NaN leaves
  /// the knob to the model, which is where it starts.
  KNOB(0, 1, Float.NaN),
  /// Index: one of the instrument's classes; the pad makes that class from now on. Value ignored.
  CLASS(0, 1, 0),
  /// Index: the class to go towards, -1 keeps the one that was set last; value: how far, 0 (the
  /// pad's own class) to 1.
  MORPH(0, 1, 0),
  /// How much hits differ; 0.5 as learnt.
  VARIATION(0, 1, 0.5f),
  /// Semitones.
  TUNE(-24, 24, 0),
  /// 1 lets hits ring as they were made, towards 0 they are damped ever faster.
  DECAY(0, 1, 1),
  /// Linear gain.
  LEVEL(0, 2, 1),
  /// Left to right.
  PAN(-1, 1, 0),
  /// Soft clipping.
  DRIVE(0, 1, 0),
  /// Pitch bend in semitones; moves sounding hits too.
  BEND(-24, 24, 0),
  /// Index: pads of the same group above 0 stop each other; 0 none. Value ignored.
  CHOKE_GROUP(0, 1, 0),
  /// Linear gain of everything; the pad is ignored.
  MASTER_LEVEL(0, 2, 0.7f),
  /// Above 0 keeps the sound of the pad's last hit for all following ones, 0 lets it go.
  FREEZE(0, 1, 0),
  /// Throws away the hits that were prepared, a kept sound too, and makes others.
  REROLL(0, 1, 0),
  /// Fades all that sounds within milliseconds.
  ALL_OFF(0, 1, 0);

  /// In place of a pad: every one of them.
  public static final int ALL_PADS = -1;

  /// How many pads there are.
  public static final int PADS = 16;

  private final float low;
  private final float high;
  private final float initial;

  Control(float low, float high, float initial) {
    this.low = low;
    this.high = high;
    this.initial = initial;
  }

  /// The lowest value.
  @RealTime
  public float low() {
    return low;
  }

  /// The highest value.
  @RealTime
  public float high() {
    return high;
  }

  /// Where it stands until it is moved.
  @RealTime
  public float initial() {
    return initial;
  }

  /// The nearest value that is allowed; NaN stays NaN.
  @RealTime
  public float clamp(float value) {
    return Math.max(low, Math.min(high, value));
  }
}
