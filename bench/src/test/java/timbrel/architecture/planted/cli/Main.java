package timbrel.architecture.planted.cli;

/// What others must not use.
public record Main() {}
