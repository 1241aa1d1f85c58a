package timbrel.architecture.planted.evaluation;

import timbrel.architecture.planted.learning.Learner;

/// Breaks a wall on purpose.
public record UsesLearning(Learner used) {}
