package timbrel.instrument;

import timbrel.audio.Sound;
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

  private static final double[] RESONANCES_DB = {0, 12, 24, 36, 48, 64, 80};

  MeasuredSound toPitch(MeasuredSound sound, double wanted) {
    double hertz = range.denormalize(Knob.PITCH, wanted);
    double measured = sound.value(Knob.PITCH);
    double smallest = error(measured, wanted);
    if (smallest <= Approach.TOLERANCE || !isTunable(sound, measured)) {
      return sound;
    }
    double from = own(sound.sound(), measured);
    MeasuredSound best = sound;
    Sound tuned = tuned(sound.sound(), hertz / from);
    for (int i = 0; i < RESONANCES_DB.length && smallest > Approach.TOLERANCE; i++) {
      MeasuredSound ringing =
          new MeasuredSound(
              RESONANCES_DB[i] == 0 ? tuned : Resonance.at(hertz, RESONANCES_DB[i], tuned));
      double error = error(ringing.value(Knob.PITCH), wanted);
      if (error < smallest) {
        best = ringing;
        smallest = error;
      }
    }
    return best;
  }

  private static boolean isTunable(MeasuredSound sound, double pitch) {
    return !Double.isNaN(pitch) || sound.value(Knob.NOISE) <= MOST_NOISE_DB;
  }

  /// The pitch, unless there is none or what rings most is far from it; that is then meant.
  private static double own(Sound sound, double pitch) {
    double strongest = Resonance.strongest(sound);
    boolean near = pitch < strongest * FAR && strongest < pitch * FAR;
    return near || Double.isNaN(strongest) ? pitch : strongest;
  }

  private Sound tuned(Sound sound, double ratio) {
    double octaves = StrictMath.log(ratio) / StrictMath.log(2);
    double amount = Math.clamp(octaves, tuning.lowest(), tuning.highest());
    return new Sound(tuning.apply(sound.samples(), amount), sound.sampleRate());
  }

  /// Worst where there is no pitch.
  private double error(double hertz, double wanted) {
    double value = range.normalize(Knob.PITCH, hertz);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value - wanted);
  }
}
