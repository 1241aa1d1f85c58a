package timbrel.architecture.planted.driver.javasound;

import timbrel.architecture.planted.driver.jack.Client;

/// Breaks a wall on purpose.
public record UsesAnotherDriver(Client used) {}
