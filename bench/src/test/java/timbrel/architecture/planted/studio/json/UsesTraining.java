package timbrel.architecture.planted.studio.json;

import timbrel.architecture.planted.training.Trainer;

/// Breaks a wall on purpose.
public record UsesTraining(Trainer used) {}
