package timbrel.architecture.planted.driver;

import timbrel.architecture.planted.control.Adapter;

/// Breaks a wall on purpose.
public record UsesControl(Adapter used) {}
