package timbrel.architecture.planted.experiment;

import timbrel.architecture.planted.cli.Main;

/// Breaks a wall on purpose.
public record UsesCommandLine(Main used) {}
