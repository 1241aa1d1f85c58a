package timbrel.architecture.planted.codec.waveform;

import timbrel.architecture.planted.codec.encodec.Encodec;

/// Breaks a wall on purpose.
public record UsesEncodec(Encodec used) {}
