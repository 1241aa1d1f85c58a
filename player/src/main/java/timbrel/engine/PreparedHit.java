package timbrel.engine;

/// A hit that is ready to be played: at the device's rate, padded for interpolation, and with what
/// it was made for. Immutable once handed over.
///
/// @param samples the sound from index [#BEFORE] on, with silence around it
/// @param length in samples, without the silence
/// @param peakAt where it is loudest; damping starts there
/// @param seed makes the same hit again
/// @param number how many of the pad's layer come before it, or [#UNNUMBERED]
/// @param draw the same for hits that were made from one draw, and differ in their knobs alone
/// @param layer which velocity layer it was made for
/// @param version the pad's settings that it was made for
/// @param knobs values that it was made for, NaN where the model chose
/// @param origin where it comes from
/// @param madeNanos when, by the clock of the worker
record PreparedHit(
    float[] samples,
    int length,
    int peakAt,
    long seed,
    long number,
    long draw,
    int layer,
    long version,
    float[] knobs,
    Origin origin,
    long madeNanos) {

  /// Silent samples before and behind the sound, so that a cubic needs no bounds.
  static final int BEFORE = 1;

  static final int AFTER = 3;

  /// Instead of a number: of a sound that comes with the instrument, or that a pad keeps.
  static final long UNNUMBERED = -1;

  /// Where a hit comes from.
  enum Origin {
    /// Invented just now.
    NEW,
    /// Stored in the instrument when it was learnt.
    STORED
  }

  /// The same sound as if it had been made for something else.
  PreparedHit madeFor(long otherVersion, int otherLayer) {
    return new PreparedHit(
        samples,
        length,
        peakAt,
        seed,
        number,
        draw,
        otherLayer,
        otherVersion,
        knobs,
        Origin.NEW,
        madeNanos);
  }

  /// The same sound as if these knobs had been set.
  PreparedHit withKnobs(float[] others) {
    return new PreparedHit(
        samples, length, peakAt, seed, number, draw, layer, version, others, origin, madeNanos);
  }

  /// Pads a sound.
  static float[] padded(float[] sound) {
    float[] samples = new float[BEFORE + sound.length + AFTER];
    System.arraycopy(sound, 0, samples, BEFORE, sound.length);
    return samples;
  }

  /// The place of the largest absolute value; 0 for silence.
  static int peakAt(float[] sound) {
    int at = 0;
    for (int t = 1; t < sound.length; t++) {
      at = Math.abs(sound[t]) > Math.abs(sound[at]) ? t : at;
    }
    return at;
  }
}
