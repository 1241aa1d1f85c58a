package timbrel.architecture.planted.control.midi.javasound;

import timbrel.architecture.planted.control.osc.Server;

/// Breaks a wall on purpose.
public record UsesOsc(Server used) {}
