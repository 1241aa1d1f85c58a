package timbrel.instrument;

import timbrel.audio.Sound;
import timbrel.codec.Codes;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobValues;

/// A hit that was made.
///
/// @param request what was asked for
/// @param draw what it was made from
/// @param sound finished
public record Hit(HitRequest request, Draw draw, Sound sound) {

  /// The tokens that it was decoded from, before its pitch, brightness and knobs were seen to.
  public Codes codes() {
    return draw.codes();
  }

  /// Where the knobs of the finished sound are, in natural units; measured anew at each call.
  public KnobValues achieved() {
    return KnobAnalyzer.analyze(sound);
  }
}
