package timbrel.architecture.planted.realtime;

import timbrel.architecture.planted.audio.Sound;

/// Breaks a wall on purpose.
public record UsesAudio(Sound used) {}
