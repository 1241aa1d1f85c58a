package timbrel.instrument;

import timbrel.audio.Sound;
import timbrel.codec.Codes;

/// What the token model has come up with, before its knobs are brought anywhere.
///
/// @param request what it was drawn for
/// @param codes the tokens
/// @param sound what they sound like, a little nearer to a recording's knobs ([Leaning])
public record Draw(HitRequest request, Codes codes, Sound sound) {}
