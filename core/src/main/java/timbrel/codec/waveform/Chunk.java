package timbrel.codec.waveform;

import timbrel.codec.Codes;

/// A piece of a sound as codes.
///
/// @param codes of its frames
/// @param scale what decoded samples are multiplied by; 1 where the codec does not normalize
public record Chunk(Codes codes, float scale) {}
