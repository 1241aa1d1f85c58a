package timbrel.architecture.planted.json;

import timbrel.architecture.planted.codec.Codec;

/// Breaks a wall on purpose.
public record UsesCodec(Codec used) {}
