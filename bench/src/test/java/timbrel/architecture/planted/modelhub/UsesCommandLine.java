package timbrel.architecture.planted.modelhub;

import timbrel.architecture.planted.cli.Main;

/// Breaks a wall on purpose.
public record UsesCommandLine(Main used) {}
