package timbrel.architecture.planted.training;

import timbrel.architecture.planted.experiment.Trial;

/// Breaks a wall on purpose.
public record UsesExperiment(Trial used) {}
