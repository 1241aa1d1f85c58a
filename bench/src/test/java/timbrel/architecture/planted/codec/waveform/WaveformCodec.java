package timbrel.architecture.planted.codec.waveform;

/// What others must not use.
public record WaveformCodec() {}
