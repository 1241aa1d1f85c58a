package timbrel.architecture.planted.learning;

/// What others must not use.
public record Learner() {}
