package timbrel.audio;

/// A stretch of a sound, beyond which it is silent.
///
/// @param samples some, of which `length` count
/// @param first where the first of them is in the sound
record Heard(float[] samples, long first, int length) {

  /// `count` samples of the sound from `begin` on, which may reach beyond the stretch.
  float[] part(long begin, int count) {
    float[] part = new float[count];
    int from = Math.clamp(begin - first, 0, length);
    int to = Math.clamp(begin + count - first, from, length);
    if (from < to) {
      System.arraycopy(samples, from, part, (int) (first + from - begin), to - from);
    }
    return part;
  }
}
