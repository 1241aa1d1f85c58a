package timbrel.architecture.planted.lm;

import jdk.incubator.vector.FloatVector;

/// Breaks a wall on purpose.
public record UsesVectors(FloatVector used) {}
