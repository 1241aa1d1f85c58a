package timbrel.architecture.planted.control.midi;

import javax.sound.midi.MidiDevice;

/// Breaks a wall on purpose.
public record UsesJavaSound(MidiDevice used) {}
