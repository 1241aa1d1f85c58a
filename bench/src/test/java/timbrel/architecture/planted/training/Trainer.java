package timbrel.architecture.planted.training;

/// What others must not use.
public record Trainer() {}
