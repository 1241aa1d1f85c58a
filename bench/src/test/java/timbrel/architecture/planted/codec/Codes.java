package timbrel.architecture.planted.codec;

/// What lm may use.
public record Codes() {}
