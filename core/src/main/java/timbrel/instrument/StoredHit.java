package timbrel.instrument;

import timbrel.audio.Sound;

/// A finished hit that an instrument brings along.
///
/// @param classIndex which of the instrument's classes
/// @param seed a [HitRequest] of that class and seed, velocity [StoredHits#VELOCITY] and nothing
///   else makes the same hit, whole
/// @param sound its beginning; faded out where it was cut
public record StoredHit(int classIndex, long seed, Sound sound) {}
