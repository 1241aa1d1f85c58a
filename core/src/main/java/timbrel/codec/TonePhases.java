package timbrel.codec;

import java.util.Arrays;

/// Phases of one stream's tones, each spectrum's from those before.
///
/// All bins that a partial reaches say its frequency, so where it lies near the border of two bins
/// both sound. Each by itself they would keep what they have drifted apart in an attack, or drift
/// further as they say it a little differently, and cancel. So of two that say about the same
/// frequency the one that is further from it follows the other, in phase and place.
public final class TonePhases {
  /// Bins from the middle of a bin from which on another may say the same.
  private static final float SHARED = 0.25f;

  /// Bins by which two may differ that mean the same.
  private static final float SAME = 0.25f;

  private static final float FULL_TURN = (float) (2 * Math.PI);
  private static final float QUARTER_TURN = (float) (Math.PI / 2);
  private static final float NOWHERE = (float) Math.PI; // two bins off

  private final int lowest;
  private final float[] phases;
  private final float[] aside;
  private final float[] ownPhases; // where no bin follows another
  private final float[] ownAside;

  /// All tones have a crest in the middle of the window before the first one.
  public TonePhases(CodecConfig config) {
    lowest = config.lowestTone();
    phases = new float[config.tones()];
    aside = new float[config.tones()];
    ownPhases = new float[config.tones()];
    ownAside = new float[config.tones()];
  }

  /// Begins anew.
  public void reset() {
    Arrays.fill(phases, 0);
  }

  /// Goes on to the next spectrum.
  ///
  /// @param turns from `at` on, for each tone, by how much its phase turns beyond what the middle
  ///   of the bin does, in radians; those that are no numbers silence their tones
  public void advance(float[] turns, int at) {
    for (int k = 0; k < phases.length; k++) {
      float turn = wrapped(turns[at + k]);
      if (!(Math.abs(turn) <= FULL_TURN)) {
        turn = NOWHERE;
      }
      ownAside[k] = turn * (1 / QUARTER_TURN);
      ownPhases[k] = wrapped(phases[k] + (lowest + k & 3) * QUARTER_TURN + turn);
    }
    for (int k = 0; k < phases.length; k++) {
      int leader = leader(k);
      phases[k] = ownPhases[leader];
      aside[k] = leader - k + ownAside[leader];
    }
  }

  private int leader(int k) {
    float distance = Math.abs(ownAside[k]);
    int beside = ownAside[k] > 0 ? k + 1 : k - 1;
    if (distance <= SHARED || beside < 0 || beside == ownAside.length) {
      return k;
    }
    float distanceBeside = Math.abs(ownAside[beside]);
    boolean nearer = beside > k ? distanceBeside < distance : distanceBeside <= distance;
    boolean same = Math.abs(beside - k + ownAside[beside] - ownAside[k]) <= SAME;
    return nearer && same ? beside : k;
  }

  private static float wrapped(float phase) {
    return phase - FULL_TURN * (float) Math.rint(phase * (1 / FULL_TURN));
  }

  /// In the middle of the window, in radians from about -pi to pi; the one array for all spectra.
  public float[] phases() {
    return phases;
  }

  /// How far above the middles of their bins tones lie, in bins from about -2 to 2; the one array
  /// for all spectra.
  public float[] aside() {
    return aside;
  }
}
