package timbrel.architecture.planted.codec.pretrained;

import timbrel.architecture.planted.lm.TokenModel;

/// Breaks a wall on purpose.
public record UsesLm(TokenModel used) {}
