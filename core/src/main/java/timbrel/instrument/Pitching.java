package timbrel.instrument;

import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;

/// Brings a sound to a pitch: it is tuned, by at most two octaves, so that its own pitch or what
/// rings most in it is there, and where that is not heard yet as the pitch, a resonance is added,
/// no stronger than it takes.
///
/// @param range of the knobs
record Pitching(KnobRange range, Tuning tuning) {
  /// What is this much more noise than tone has nothing to tune.
  private static final double MOST_NOISE_DB = 8;

  private static final double FAR = 4; // two octaves

  private static final double[] RESONANCES_DB = {12, 24, 36, 48, 64, 80};

  MeasuredSound toPitch(MeasuredSound sound, double wanted) {
    double hertz = range.denormalize(Knob.PITCH, wanted);
    double measured = sound.value(Knob.PITCH);
    if (isThere(sound, wanted) || !isTunable(sound, measured)) {
      return sound;
    }
    MeasuredSound tuned = tuned(sound, hertz / own(sound, measured));
    MeasuredSound best = nearer(sound, tuned, wanted);
    return isThere(best, wanted) ? best : ringing(best, tuned, wanted);
  }

  /// The best so far, or the sound with the weakest resonance that brings it to the pitch.
  private MeasuredSound ringing(MeasuredSound best, MeasuredSound tuned, double wanted) {
    Resonance resonance = new Resonance(range.denormalize(Knob.PITCH, wanted), tuned.sound());
    MeasuredSound nearest = best;
    for (int i = 0; i < RESONANCES_DB.length && !isThere(nearest, wanted); i++) {
      nearest = nearer(nearest, tuned.with(resonance.samples(RESONANCES_DB[i])), wanted);
    }
    return nearest;
  }

  private boolean isThere(MeasuredSound sound, double wanted) {
    return error(sound, wanted) <= Approach.TOLERANCE;
  }

  private MeasuredSound nearer(MeasuredSound sound, MeasuredSound other, double wanted) {
    return error(other, wanted) < error(sound, wanted) ? other : sound;
  }

  private static boolean isTunable(MeasuredSound sound, double pitch) {
    return !Double.isNaN(pitch) || sound.value(Knob.NOISE) <= MOST_NOISE_DB;
  }

  /// The pitch, unless there is none or what rings most is far from it; that is then meant.
  private static double own(MeasuredSound sound, double pitch) {
    double strongest = Resonance.strongest(sound.spectrum());
    boolean near = pitch < strongest * FAR && strongest < pitch * FAR;
    return near || Double.isNaN(strongest) ? pitch : strongest;
  }

  private MeasuredSound tuned(MeasuredSound sound, double ratio) {
    double octaves = StrictMath.log(ratio) / StrictMath.log(2);
    double amount = Math.clamp(octaves, tuning.lowest(), tuning.highest());
    return sound.with(tuning.on(sound).apply(amount));
  }

  /// Worst where there is no pitch.
  private double error(MeasuredSound sound, double wanted) {
    double value = range.normalize(Knob.PITCH, sound.value(Knob.PITCH));
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value - wanted);
  }
}
