package timbrel.architecture.planted.codec;

import timbrel.architecture.planted.audio.Sound;

/// Breaks a wall on purpose.
public record UsesAudio(Sound used) {}
