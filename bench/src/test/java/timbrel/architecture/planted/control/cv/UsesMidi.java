package timbrel.architecture.planted.control.cv;

import timbrel.architecture.planted.control.midi.Input;

/// Breaks a wall on purpose.
public record UsesMidi(Input used) {}
