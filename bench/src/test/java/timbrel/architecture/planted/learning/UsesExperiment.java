package timbrel.architecture.planted.learning;

import timbrel.architecture.planted.experiment.Trial;

/// Breaks a wall on purpose.
public record UsesExperiment(Trial used) {}
