package timbrel.architecture.planted.lm;

import timbrel.architecture.planted.codec.Codes;

/// Breaks a wall on purpose.
public record UsesCodes(Codes used) {}
