package timbrel.descriptors;

import java.util.Arrays;
import java.util.List;

/// What 0 and 1 of each knob stand for: the ends of what the training sounds reach.
///
/// The arrays are owned by this record; callers must not change them.
///
/// @param low natural values of all knobs at 0, in the order of [Knob#values]
/// @param high natural values of all knobs at 1
public record KnobRange(double[] low, double[] high) {
  private static final double LOW_PERCENTILE = 2;
  private static final double HIGH_PERCENTILE = 98;

  /// No knob's way is shorter than this share of what drums usually cover: among sounds that are
  /// all alike, the smallest differences would otherwise fill it.
  private static final double NARROWEST = 0.1;

  public KnobRange {
    int knobs = Knob.values().length;
    if (low.length != knobs || high.length != knobs) {
      throw new IllegalArgumentException(
          "range of %d and %d knobs, expected %d".formatted(low.length, high.length, knobs));
    }
    for (Knob knob : Knob.values()) {
      double from = knob.place(low[knob.ordinal()]);
      double to = knob.place(high[knob.ordinal()]);
      if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to)) {
        throw new IllegalArgumentException(
            "%s ranges from %s to %s %s, expected finite values that rise"
                .formatted(knob.label(), low[knob.ordinal()], high[knob.ordinal()], knob.unit()));
      }
    }
  }

  /// Learnt from the training sounds: the 2nd and the 98th percentile of each knob, so that single
  /// odd sounds do not stretch it. A knob that could be measured of none has its usual range.
  public static KnobRange of(List<KnobValues> sounds) {
    double[] low = new double[Knob.values().length];
    double[] high = new double[low.length];
    for (Knob knob : Knob.values()) {
      double[] places =
          sounds.stream()
              .filter(sound -> sound.isMeasurable(knob))
              .mapToDouble(sound -> knob.place(sound.get(knob)))
              .sorted()
              .toArray();
      double usualWidth = knob.place(knob.usualHigh()) - knob.place(knob.usualLow());
      double from = knob.place(knob.usualLow());
      double to = knob.place(knob.usualHigh());
      if (places.length > 0) {
        from = percentile(places, LOW_PERCENTILE);
        to = percentile(places, HIGH_PERCENTILE);
        double missing = Math.max(0, NARROWEST * usualWidth - (to - from));
        from -= missing / 2;
        to += missing / 2;
      }
      low[knob.ordinal()] = knob.natural(from);
      high[knob.ordinal()] = knob.natural(to);
    }
    return new KnobRange(low, high);
  }

  /// The range of drums in general, for want of training sounds.
  public static KnobRange usual() {
    return of(List.of());
  }

  public double low(Knob knob) {
    return low[knob.ordinal()];
  }

  public double high(Knob knob) {
    return high[knob.ordinal()];
  }

  /// Where a natural value lies on the way from 0 to 1; beyond them if it is outside of the range,
  /// NaN if it is NaN.
  public double normalize(Knob knob, double natural) {
    double from = knob.place(low(knob));
    return (knob.place(natural) - from) / (knob.place(high(knob)) - from);
  }

  /// All knobs of a sound as [#normalize] places them, in the order of [Knob#values].
  public float[] normalize(KnobValues values) {
    float[] normalized = new float[Knob.values().length];
    for (Knob knob : Knob.values()) {
      normalized[knob.ordinal()] = (float) normalize(knob, values.get(knob));
    }
    return normalized;
  }

  /// The natural value of a place on the way from 0 to 1.
  public double denormalize(Knob knob, double normalized) {
    double from = knob.place(low(knob));
    return knob.natural(from + normalized * (knob.place(high(knob)) - from));
  }

  /// Between the two nearest ranks, as numpy does.
  private static double percentile(double[] sorted, double percent) {
    double rank = percent / 100 * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnobRange that
        && Arrays.equals(low, that.low)
        && Arrays.equals(high, that.high);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
  }

  @Override
  public String toString() {
    return "KnobRange[%s to %s]".formatted(Arrays.toString(low), Arrays.toString(high));
  }
}
