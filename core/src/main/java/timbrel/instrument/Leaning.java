package timbrel.instrument;

import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;

/// Brings a drawn sound part of the way to where the recording has its knobs that it was drawn
/// after ([KnobPrior]). The token model, told of them, keeps nearer to the middle of its class than
/// recordings do; part of the way makes up for that, and leaves most of the drawing as it is. All
/// of the way does not sound like a drum any more as often
/// (`docs/decisions/0006-starter-recipe.md`).
///
/// Unlike the closed loop it processes once and does not measure what came of it: where between two
/// places a hit ends is of no account.
final class Leaning {
  private static final double PITCH_SHARE = 0.3;
  private static final double BRIGHTNESS_SHARE = 0.5;

  /// A pitch that was misread, of a noisy snare, must not take a hit farther.
  private static final double MOST_OCTAVES = 0.5;

  /// Times 6 dB an octave: a sine has nothing that a tilt could bring out but what is left of
  /// noise.
  private static final double MOST_TILT = 0.7;

  private final KnobRange range;
  private final Tuning tuning;
  private final Tilt tilt;

  /// @param longest samples that a sound may have
  Leaning(KnobRange range, int sampleRate, int longest) {
    this.range = range;
    tuning = new Tuning(longest);
    tilt = new Tilt(sampleRate);
  }

  /// What is silent, or has no pitch, or is not a sound at all is left alone.
  ///
  /// @param place of each knob, 0 to 1 over the training sounds, NaN where the recording had none
  Sound lean(Sound sound, float[] place) {
    if (!Float.isFinite(sound.peak())) {
      return sound;
    }
    MeasuredSound tuned = lean(new MeasuredSound(sound), tuning, PITCH_SHARE, MOST_OCTAVES, place);
    return lean(tuned, tilt, BRIGHTNESS_SHARE, MOST_TILT, place).sound();
  }

  private MeasuredSound lean(
      MeasuredSound sound, Finish finish, double share, double most, float[] place) {
    Knob knob = finish.knob();
    double from = sound.value(knob);
    double now = range.normalize(knob, from);
    double there = place[knob.ordinal()];
    if (Double.isNaN(now) || Double.isNaN(there)) {
      return sound;
    }
    double to = range.denormalize(knob, now + share * (there - now));
    double amount = Math.clamp(finish.guess(sound, from, to), -most, most);
    return sound.with(finish.on(sound).apply(amount));
  }
}
