package timbrel.descriptors;

/// Where a sound can be heard: from the first to the last sample within 40 dB of the largest.
///
/// @param from the first sample
/// @param to the one after the last
record SoundingPart(int from, int to) {
  private static final float THRESHOLD = 0.01f;

  /// @param samples with a largest absolute value of 1
  static SoundingPart of(float[] samples) {
    int from = 0;
    while (Math.abs(samples[from]) < THRESHOLD) {
      from++;
    }
    int to = samples.length;
    while (Math.abs(samples[to - 1]) < THRESHOLD) {
      to--;
    }
    return new SoundingPart(from, to);
  }
}
