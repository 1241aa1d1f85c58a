package timbrel.architecture.planted.control.osc;

/// Stands for the OSC server.
public record Server(String name) {}
