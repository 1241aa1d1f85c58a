package timbrel.architecture.planted.cli;

import org.bytedeco.pytorch.Tensor;

/// Breaks a wall on purpose.
public record UsesLibtorch(Tensor used) {}
