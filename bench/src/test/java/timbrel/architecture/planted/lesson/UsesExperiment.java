package timbrel.architecture.planted.lesson;

import timbrel.architecture.planted.experiment.Trial;

/// Breaks a wall on purpose.
public record UsesExperiment(Trial used) {}
