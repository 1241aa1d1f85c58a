package timbrel.architecture.planted.audio;

import picocli.CommandLine;

/// Breaks a wall on purpose.
public record UsesTheCommandLineLibrary(CommandLine used) {}
