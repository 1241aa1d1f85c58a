package timbrel.architecture.planted.lm;

import timbrel.architecture.planted.instrument.Instrument;

/// Breaks a wall on purpose.
public record UsesInstrument(Instrument used) {}
