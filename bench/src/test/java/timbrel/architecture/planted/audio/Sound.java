package timbrel.architecture.planted.audio;

/// What others must not use.
public record Sound() {}
