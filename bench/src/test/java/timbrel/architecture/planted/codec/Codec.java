package timbrel.architecture.planted.codec;

/// What others must not use.
public record Codec() {}
