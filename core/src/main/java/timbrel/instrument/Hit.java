package timbrel.instrument;

import timbrel.audio.Sound;
import timbrel.codec.Codes;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobValues;

/// A hit that was made.
///
/// @param request what was asked for
/// @param codes the tokens that it was decoded from
/// @param sound finished
public record Hit(HitRequest request, Codes codes, Sound sound) {

  /// Where the knobs of the finished sound are, in natural units; measured anew at each call.
  public KnobValues achieved() {
    return KnobAnalyzer.analyze(sound);
  }
}
