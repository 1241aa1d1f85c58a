package timbrel.architecture.planted.driver;

/// Stands for a driver.
public record Device(String name) {}
