package timbrel.architecture.planted.evaluation;

/// What others must not use.
public record Evaluator() {}
