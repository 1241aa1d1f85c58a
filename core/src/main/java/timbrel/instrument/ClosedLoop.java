package timbrel.instrument;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;

/// Brings a sound's measured knobs to the values that were asked for: the nearest of some
/// candidates is chosen, and then each knob that has a [Finish] is moved until it measures right.
///
/// Knob values here are normalised: 0 and 1 are the ends of the training sounds' range.
final class ClosedLoop {
  /// What is close enough: a hundredth of the knob's range.
  private static final double TOLERANCE = 0.005;

  /// One knob's finish moves the others; the second round makes up for it.
  private static final int ROUNDS = 2;

  private static final int MOST_TRIALS = 10;

  /// A knob that finishing can move counts less in the choice of a candidate.
  private static final double FINISHABLE_WEIGHT = 0.3;

  /// A sound that is surely of another class counts like a knob that is half its range off.
  private static final double STRANGENESS_WEIGHT = 0.25;

  private final KnobRange range;
  private final List<Finish> finishes;

  ClosedLoop(KnobRange range, int sampleRate) {
    this.range = range;
    finishes =
        List.of(
            new Tuning(sampleRate),
            new Swell(sampleRate),
            new Damping(sampleRate),
            new Tilt(sampleRate));
  }

  /// The index of the sound whose knobs are nearest to the wanted ones and that is least strange.
  ///
  /// @param strangeness how unlike its class a sound is, 0 to 1
  int nearest(List<Sound> sounds, Map<Knob, Double> wanted, ToDoubleFunction<Sound> strangeness) {
    int nearest = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sounds.size() && sounds.size() > 1; i++) {
      double strange = strangeness.applyAsDouble(sounds.get(i));
      double distance = distance(sounds.get(i), wanted) + STRANGENESS_WEIGHT * strange * strange;
      if (distance < shortest) {
        nearest = i;
        shortest = distance;
      }
    }
    return nearest;
  }

  private double distance(Sound sound, Map<Knob, Double> wanted) {
    if (wanted.isEmpty()) {
      return 0;
    }
    KnobValues measured = KnobAnalyzer.analyze(sound);
    double sum = 0;
    for (Map.Entry<Knob, Double> wish : wanted.entrySet()) {
      Knob knob = wish.getKey();
      double value = range.normalize(knob, measured.get(knob));
      double off = Double.isNaN(value) ? 1 : value - wish.getValue();
      sum += weight(knob) * off * off;
    }
    return sum;
  }

  private double weight(Knob knob) {
    boolean finishable =
        knob == Knob.LOUDNESS || finishes.stream().anyMatch(finish -> finish.knob() == knob);
    return finishable ? FINISHABLE_WEIGHT : 1;
  }

  /// The sound with each wanted knob as near to its value as cheap processing brings it.
  Sound finish(Sound sound, Map<Knob, Double> wanted) {
    Sound finished = sound;
    for (int round = 0; round < ROUNDS; round++) {
      for (Finish finish : finishes) {
        if (wanted.containsKey(finish.knob())) {
          finished = approach(finished, finish, wanted.get(finish.knob()));
        }
      }
    }
    return wanted.containsKey(Knob.LOUDNESS)
        ? withLoudness(finished, wanted.get(Knob.LOUDNESS))
        : finished;
  }

  /// Loudness is in decibels, so that one gain is exact.
  private Sound withLoudness(Sound sound, double wanted) {
    double decibels =
        range.denormalize(Knob.LOUDNESS, wanted) - KnobAnalyzer.measure(sound, Knob.LOUDNESS);
    return Double.isFinite(decibels)
        ? new Sound(
            Samples.times(sound.samples(), StrictMath.pow(10, decibels / 20)), sound.sampleRate())
        : sound;
  }

  /// Halves the interval of amounts until the knob measures right; a knob that cannot be measured
  /// (the pitch of noise) is left alone.
  private Sound approach(Sound sound, Finish finish, double wanted) {
    double start = measure(sound, finish.knob());
    if (Double.isNaN(start)) {
      return sound;
    }
    boolean upwards = start < wanted;
    double low = upwards ? 0 : finish.lowest();
    double high = upwards ? finish.highest() : 0;
    Sound best = sound;
    double bestError = Math.abs(start - wanted);
    for (int trial = 0; trial < MOST_TRIALS && bestError > TOLERANCE; trial++) {
      double amount = (low + high) / 2;
      Sound changed = new Sound(finish.apply(sound.samples(), amount), sound.sampleRate());
      double value = measure(changed, finish.knob());
      if (Math.abs(value - wanted) < bestError) {
        best = changed;
        bestError = Math.abs(value - wanted);
      }
      if (value < wanted) {
        low = amount;
      } else {
        high = amount;
      }
    }
    return best;
  }

  private double measure(Sound sound, Knob knob) {
    return range.normalize(knob, KnobAnalyzer.measure(sound, knob));
  }
}
