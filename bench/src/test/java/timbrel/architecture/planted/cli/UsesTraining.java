package timbrel.architecture.planted.cli;

import timbrel.architecture.planted.training.Trainer;

/// Breaks a wall on purpose.
public record UsesTraining(Trainer used) {}
