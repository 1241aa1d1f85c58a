package timbrel.architecture.planted.codec.encodec;

/// What others must not use.
public record Encodec() {}
