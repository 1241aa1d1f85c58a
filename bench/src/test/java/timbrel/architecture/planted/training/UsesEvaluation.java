package timbrel.architecture.planted.training;

import timbrel.architecture.planted.evaluation.Evaluator;

/// Breaks a wall on purpose.
public record UsesEvaluation(Evaluator used) {}
