package timbrel.instrument;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;

/// Brings a sound's measured knobs to the values that were asked for: the nearest of some
/// candidates is chosen, and then each knob is moved by its finishes until it measures right.
///
/// Knob values here are normalised: 0 and 1 are the ends of the training sounds' range.
final class ClosedLoop {
  /// One knob's finish moves the others; later rounds make up for it.
  private static final int ROUNDS = 3;

  /// Between candidates, a knob that is half its range off counts like this much of being surely of
  /// another class.
  private static final double STRANGENESS_WEIGHT = 0.25;

  private static final double KNOB_WEIGHT = 0.3;

  private final KnobRange range;
  private final int sampleRate;
  private final int longest;

  /// @param longest samples that a sound may have
  ClosedLoop(KnobRange range, int sampleRate, int longest) {
    this.range = range;
    this.sampleRate = sampleRate;
    this.longest = longest;
  }

  /// The index of the sound whose knobs are nearest to the wanted ones and that is least strange.
  ///
  /// @param strangeness how unlike its class a sound is, 0 to 1
  int nearest(List<Sound> sounds, Map<Knob, Double> wanted, ToDoubleFunction<Sound> strangeness) {
    if (sounds.size() == 1) {
      return 0;
    }
    KnobAnalyzer analyzer = new KnobAnalyzer();
    int nearest = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sounds.size(); i++) {
      double strange = strangeness.applyAsDouble(sounds.get(i));
      double distance =
          distance(analyzer, sounds.get(i), wanted) + STRANGENESS_WEIGHT * strange * strange;
      if (distance < shortest) {
        nearest = i;
        shortest = distance;
      }
    }
    return nearest;
  }

  private double distance(KnobAnalyzer analyzer, Sound sound, Map<Knob, Double> wanted) {
    if (wanted.isEmpty()) {
      return 0;
    }
    KnobValues measured = analyzer.valuesOf(sound);
    double sum = 0;
    for (Map.Entry<Knob, Double> wish : wanted.entrySet()) {
      double value = range.normalize(wish.getKey(), measured.get(wish.getKey()));
      double off = Double.isNaN(value) ? 1 : value - wish.getValue();
      sum += KNOB_WEIGHT * off * off;
    }
    return sum;
  }

  /// The sound with each wanted knob as near to its value as cheap processing brings it.
  ///
  /// @param noise makes a generator of the same numbers at each call
  Sound finish(Sound sound, Map<Knob, Double> wanted, Supplier<RandomGenerator> noise) {
    if (wanted.isEmpty()) {
      return sound;
    }
    List<Finish> finishes =
        List.of(
            new ToneNoiseBalance(sampleRate, noise),
            new Width(sampleRate),
            new Tilt(sampleRate),
            new Stretch(longest),
            new Damping(sampleRate),
            new Swell(sampleRate));
    MeasuredSound finished = new MeasuredSound(sound);
    for (int round = 0; round < ROUNDS && !isNear(finished, wanted); round++) {
      if (wanted.containsKey(Knob.PITCH)) {
        finished =
            new Pitching(range, new Tuning(longest)).toPitch(finished, wanted.get(Knob.PITCH));
      }
      for (Finish finish : finishes) {
        if (wanted.containsKey(finish.knob())) {
          finished = Approach.of(range, finish, finished, wanted.get(finish.knob()));
        }
      }
      if (wanted.containsKey(Knob.LOUDNESS)) {
        finished = withLoudness(finished, wanted.get(Knob.LOUDNESS));
      }
    }
    return finished.sound();
  }

  private boolean isNear(MeasuredSound sound, Map<Knob, Double> wanted) {
    for (Map.Entry<Knob, Double> wish : wanted.entrySet()) {
      double value = range.normalize(wish.getKey(), sound.value(wish.getKey()));
      if (!(Math.abs(value - wish.getValue()) <= Approach.TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  /// Loudness is in decibels, so that one gain is exact, until it would clip: from there on a
  /// limiter.
  private MeasuredSound withLoudness(MeasuredSound sound, double wanted) {
    double decibels = range.denormalize(Knob.LOUDNESS, wanted) - sound.value(Knob.LOUDNESS);
    double gain = StrictMath.pow(10, decibels / 20);
    double room = Level.PEAK / (double) sound.sound().peak();
    if (!Double.isFinite(room)) {
      return sound;
    }
    MeasuredSound louder = sound.with(Samples.times(sound.sound().samples(), Math.min(gain, room)));
    return gain <= room ? louder : Approach.of(range, new Drive(sampleRate), louder, wanted);
  }
}
