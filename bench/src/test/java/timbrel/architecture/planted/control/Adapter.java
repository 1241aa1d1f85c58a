package timbrel.architecture.planted.control;

/// Stands for an adapter.
public record Adapter(String name) {}
