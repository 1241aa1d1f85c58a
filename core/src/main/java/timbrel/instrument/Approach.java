package timbrel.instrument;

import java.util.function.DoubleFunction;
import timbrel.descriptors.KnobRange;

/// Finds the amount of a finish at which its knob measures what is wanted: from a guess on it steps
/// outwards until the wanted value lies between two amounts, then the regula falsi with the
/// Illinois rule (Dowell and Jarratt 1971), which keeps it there and needs no slope.
final class Approach {
  /// What is close enough: half a hundredth of the knob's range.
  static final double TOLERANCE = 0.005;

  private static final int MOST_TRIALS = 9;
  private static final double SHORTEST_FIRST = 0.01; // of the way to the strongest change
  private static final double OVERSHOOT = 1.1;
  private static final double SHORTEST_STEP = 0.1; // times the last one
  private static final double LONGEST_STEP = 4;

  private final KnobRange range;
  private final Finish finish;
  private final double wanted;
  private final double sign; // so that errors are below 0 until the wanted value is passed
  private final double end;
  private final double guess;

  private MeasuredSound best;
  private double bestError;

  // The bracket: errors at two amounts, the far one unknown at first.
  private double near = 0;
  private double nearError;
  private double last = 0;
  private double lastError;
  private double far = Double.NaN;
  private double farError = Double.NaN;
  private boolean passed;

  private Approach(
      KnobRange range, Finish finish, MeasuredSound sound, double start, double wanted) {
    this.guess =
        finish.guess(
            sound,
            range.denormalize(finish.knob(), start),
            range.denormalize(finish.knob(), wanted));
    this.range = range;
    this.finish = finish;
    this.wanted = wanted;
    this.sign = start < wanted ? 1 : -1;
    this.end = start < wanted ? finish.highest() : finish.lowest();
    this.nearError = sign * (start - wanted);
    this.best = sound;
    this.bestError = Math.abs(start - wanted);
  }

  /// The sound with its knob as near to the wanted value as the finish brings it. A knob that
  /// cannot be measured is left alone.
  static MeasuredSound of(KnobRange range, Finish finish, MeasuredSound sound, double wanted) {
    double start = range.normalize(finish.knob(), sound.value(finish.knob()));
    return Double.isNaN(start) || Math.abs(start - wanted) <= TOLERANCE
        ? sound
        : new Approach(range, finish, sound, start, wanted).run(sound);
  }

  private MeasuredSound run(MeasuredSound sound) {
    DoubleFunction<float[]> finished = finish.on(sound);
    for (int trial = 0; trial < MOST_TRIALS && bestError > TOLERANCE && near != end; trial++) {
      double amount = Double.isNaN(far) ? outwards() : between();
      MeasuredSound changed = sound.with(finished.apply(amount));
      double value = range.normalize(finish.knob(), changed.value(finish.knob()));
      if (Math.abs(value - wanted) < bestError) {
        best = changed;
        bestError = Math.abs(value - wanted);
      }
      take(amount, sign * (value - wanted));
    }
    return best;
  }

  /// A bit farther than where the last two amounts point.
  private double outwards() {
    if (near == 0) {
      return Math.clamp(guess / end, SHORTEST_FIRST, 1) * end;
    }
    double rise = nearError - lastError;
    double steps =
        rise > 0
            ? Math.clamp(-OVERSHOOT * nearError / rise, SHORTEST_STEP, LONGEST_STEP)
            : LONGEST_STEP;
    double amount = near + steps * (near - last);
    return Math.abs(amount) > Math.abs(end) ? end : amount;
  }

  private double between() {
    if (Double.isNaN(farError)) {
      return (near + far) / 2; // nothing could be measured at the far end
    }
    double share = nearError / (nearError - farError);
    return near + Math.clamp(share, 0.02, 0.98) * (far - near);
  }

  private void take(double amount, double error) {
    boolean bracketed = !Double.isNaN(far);
    boolean passes = !(error < 0);
    if (passes) {
      nearError /= bracketed && passed ? 2 : 1;
      far = amount;
      farError = error;
    } else {
      farError /= bracketed && !passed ? 2 : 1;
      last = near;
      lastError = nearError;
      near = amount;
      nearError = error;
    }
    passed = passes;
  }
}
