package timbrel.architecture.planted.engine;

import timbrel.architecture.planted.driver.Device;

/// Breaks a wall on purpose.
public record UsesDriver(Device used) {}
