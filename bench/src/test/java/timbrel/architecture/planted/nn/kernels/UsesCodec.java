package timbrel.architecture.planted.nn.kernels;

import timbrel.architecture.planted.codec.Codec;

/// Breaks a wall on purpose.
public record UsesCodec(Codec used) {}
