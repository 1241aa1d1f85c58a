package timbrel.instrument;

import timbrel.audio.Sound;
import timbrel.codec.Codes;
import timbrel.descriptors.KnobValues;

/// A hit that was made.
///
/// @param request what was asked for
/// @param codes the tokens that it was decoded from
/// @param sound finished
/// @param achieved the knobs as measured on the finished sound, in natural units
public record Hit(HitRequest request, Codes codes, Sound sound, KnobValues achieved) {}
