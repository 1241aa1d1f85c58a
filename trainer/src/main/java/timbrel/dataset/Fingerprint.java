package timbrel.dataset;

import java.util.Arrays;

/// How a sound's spectrum goes on in time, coarse enough that another file format, level or rate
/// does not change it, and fine enough that another stroke on the same drum does: levels in 24
/// logarithmic bands at 18 times, early ones closer together.
final class Fingerprint {
  static final int BANDS = 24;
  private static final int SIZE = 1024;
  private static final int HOP = 256;

  /// Frames at which a time slot ends: 6 ms apart during the attack, then longer and longer.
  private static final int[] SLOT_ENDS = {
    1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 29, 38, 50, 66, 90, 130, 200
  };

  /// Frames that are looked at in a slot.
  private static final int MAX_FRAMES = 4;

  /// MP3 and the like keep little above this.
  private static final double HIGHEST_HZ = 14_000;

  private static final float FLOOR_DB = -60;

  private final float[] levels; // [slot * BANDS + band], dB below the loudest, at least FLOOR_DB
  private final float sum;
  private final int active;

  private Fingerprint(float[] levels) {
    this.levels = levels;
    float sum = 0;
    int active = 0;
    for (float level : levels) {
      sum += level;
      active += level > FLOOR_DB ? 1 : 0;
    }
    this.sum = sum;
    this.active = active;
  }

  /// The fingerprint of a sound at 44.1 kHz that begins with its onset.
  static Fingerprint of(float[] samples) {
    LogBands bands = new LogBands(SIZE, ImportedSound.SAMPLE_RATE, BANDS, 50, HIGHEST_HZ);
    float[] levels = new float[SLOT_ENDS.length * BANDS];
    Arrays.fill(levels, FLOOR_DB);
    double loudest = 0;
    double[][] powers = new double[SLOT_ENDS.length][BANDS];
    int first = 0;
    for (int slot = 0; slot < SLOT_ENDS.length; slot++) {
      int step = Math.max(1, (SLOT_ENDS[slot] - first) / MAX_FRAMES);
      int count = 0;
      for (int frame = first; frame < SLOT_ENDS[slot]; frame += step) {
        bands.addPower(samples, frame * HOP, powers[slot]);
        count++;
      }
      for (int b = 0; b < BANDS; b++) {
        powers[slot][b] /= count;
        loudest = Math.max(loudest, powers[slot][b]);
      }
      first = SLOT_ENDS[slot];
    }
    double top = LogBands.decibels(loudest);
    for (int i = 0; i < levels.length; i++) {
      double level = LogBands.decibels(powers[i / BANDS][i % BANDS]) - top;
      levels[i] = (float) Math.max(FLOOR_DB, level);
    }
    return new Fingerprint(levels);
  }

  /// Mean difference in decibels over the places where either sounds, or infinity as soon as it is
  /// certain to be above `limit`.
  double distance(Fingerprint other, double limit) {
    float enough = (float) limit * (active + other.active);
    if (Math.abs(sum - other.sum) > enough) {
      return Double.POSITIVE_INFINITY;
    }
    float difference = 0;
    int either = 0;
    for (int slot = 0; slot < SLOT_ENDS.length; slot++) {
      for (int i = slot * BANDS; i < (slot + 1) * BANDS; i++) {
        difference += Math.abs(levels[i] - other.levels[i]);
        either += Math.max(levels[i], other.levels[i]) > FLOOR_DB ? 1 : 0;
      }
      if (difference > enough) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double distance = difference / Math.max(1, either);
    return distance > limit ? Double.POSITIVE_INFINITY : distance;
  }
}
