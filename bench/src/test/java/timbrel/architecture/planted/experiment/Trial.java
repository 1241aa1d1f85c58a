package timbrel.architecture.planted.experiment;

/// What others must not use.
public record Trial() {}
