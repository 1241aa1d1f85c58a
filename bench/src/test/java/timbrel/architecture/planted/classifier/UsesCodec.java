package timbrel.architecture.planted.classifier;

import timbrel.architecture.planted.codec.Codec;

/// Breaks a wall on purpose.
public record UsesCodec(Codec used) {}
