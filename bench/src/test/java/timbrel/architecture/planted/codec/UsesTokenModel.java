package timbrel.architecture.planted.codec;

import timbrel.architecture.planted.lm.TokenModel;

/// Breaks a wall on purpose.
public record UsesTokenModel(TokenModel used) {}
