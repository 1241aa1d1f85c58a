package timbrel.architecture.planted.nn;

import timbrel.architecture.planted.audio.Sound;

/// Breaks a wall on purpose.
public record UsesAudio(Sound used) {}
