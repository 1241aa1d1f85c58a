package timbrel.audio;

/// Everything a WAV file says about its samples.
///
/// @param encoding how one sample is stored
/// @param channels at least 1
/// @param sampleRate in Hz, at least 1
/// @param dataStart where in the file the first sample is
/// @param frames how many sampling instants the file really holds
record WavHeader(WavEncoding encoding, int channels, int sampleRate, long dataStart, long frames) {

  /// Bytes of one sampling instant.
  int frameBytes() {
    return channels * encoding.bytes();
  }
}
