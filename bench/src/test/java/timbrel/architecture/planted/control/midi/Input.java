package timbrel.architecture.planted.control.midi;

/// Stands for a MIDI input.
public record Input(String name) {}
