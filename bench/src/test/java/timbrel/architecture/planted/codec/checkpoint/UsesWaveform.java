package timbrel.architecture.planted.codec.checkpoint;

import timbrel.architecture.planted.codec.waveform.WaveformCodec;

/// Breaks a wall on purpose.
public record UsesWaveform(WaveformCodec used) {}
