package timbrel.architecture.planted.lm;

/// What others must not use.
public record TokenModel() {}
