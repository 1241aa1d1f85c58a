package timbrel.architecture.planted.studio.http;

/// What others must not use.
public record Server() {}
