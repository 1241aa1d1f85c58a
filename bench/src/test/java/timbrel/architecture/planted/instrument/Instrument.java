package timbrel.architecture.planted.instrument;

/// What others must not use.
public record Instrument() {}
