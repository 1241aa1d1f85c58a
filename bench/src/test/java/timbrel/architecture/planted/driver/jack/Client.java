package timbrel.architecture.planted.driver.jack;

/// Stands for a driver of another kind.
public record Client(String name) {}
