package timbrel.architecture.planted.codec.dac;

/// What others must not use.
public record Dac() {}
