package timbrel.instrument;

/// How knobs get to where they were asked to be.
public enum KnobWay {
  /// The token model is told, and nothing more is done: in less time, and less exactly.
  TOLD,

  /// The model is told, and what it makes of that is measured and processed until it is right.
  /// Where no knob is asked for, what it draws leans towards a recording ([Leaning]).
  TOLD_AND_CORRECTED,

  /// The model is not told, and what it draws leans towards a recording and is corrected. So what
  /// is drawn does not depend on knobs, and a knob that moves needs nothing new
  /// ([HitMaker#turned]).
  CORRECTED;

  boolean tells() {
    return this != CORRECTED;
  }

  boolean corrects() {
    return this != TOLD;
  }
}
