package timbrel.architecture.planted.dataset;

import timbrel.architecture.planted.cli.Main;

/// Breaks a wall on purpose.
public record UsesCommandLine(Main used) {}
