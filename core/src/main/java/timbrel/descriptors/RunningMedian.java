package timbrel.descriptors;

import java.util.Arrays;

/// The median of each value's surroundings, which are cut off at the ends.
///
/// Surroundings of many values are looked through side by side. Those of two neighbours have all
/// but two values in common; of some more than half of these, neither the least nor the greatest
/// can be in the middle, so both are forgotten and the next one is taken in, until the middle two
/// are left ("forgetful selection": Devillard 1998, "Fast median search: an ANSI C
/// implementation"). The median of either is between them, or the value that it has for itself. All
/// that is done is to order pairs of rows, which the compiler turns into vectors; searching in a
/// sorted window is mostly mispredicted branches.
public final class RunningMedian {
  private static final int PAIRS = 256;
  private static final int SIGN_BIT = 31;
  private static final int LAST_ROWS = 4;

  private final int reach;
  private final int[][] rows; // [of the window][pair]
  private int[] even = new int[0];
  private int[] odd = new int[0];

  /// @param reach how many neighbours to either side, at least 1
  public RunningMedian(int reach) {
    if (reach < 1) {
      throw new IllegalArgumentException("reach is " + reach + ", expected at least 1");
    }
    this.reach = reach;
    rows = new int[reach + 2][PAIRS];
  }

  /// The lower one of the two middle values where the surroundings are even in number.
  public float[] of(float[] values) {
    if (reach == 1 || values.length <= 2 * reach) {
      return ofFew(values);
    }
    readKeys(values);
    float[] medians = new float[values.length];
    int pairs = (values.length + 1) / 2;
    for (int from = 0; from < pairs; from += PAIRS) {
      select(from, Math.min(PAIRS, pairs - from), medians);
    }
    return medians;
  }

  /// Surroundings may be cut off at both ends.
  private float[] ofFew(float[] values) {
    float[] medians = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float[] around =
          Arrays.copyOfRange(
              values, Math.max(0, i - reach), Math.min(values.length, i + reach + 1));
      Arrays.sort(around);
      medians[i] = around[(around.length - 1) / 2];
    }
    return medians;
  }

  /// Integers that are ordered as the values, with as many of the least and of the greatest around
  /// them that medians of windows that reach beyond the ends stay what they are without.
  private void readKeys(float[] values) {
    int half = (values.length + 1) / 2 + reach;
    if (even.length != half) {
      even = new int[half];
      odd = new int[half];
    }
    for (int i = 0; i < values.length; i++) {
      putKey(reach + i, ordered(Float.floatToRawIntBits(values[i])));
    }
    for (int i = 0; i < reach; i++) {
      int beyond = i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      putKey(reach - 1 - i, beyond);
      putKey(reach + values.length + i, beyond);
    }
  }

  private void putKey(int at, int key) {
    (at % 2 == 0 ? even : odd)[at / 2] = key;
  }

  /// Bits of a float as an integer of the same order, and back.
  private static int ordered(int bits) {
    return bits ^ bits >> SIGN_BIT & Integer.MAX_VALUE;
  }

  private void select(int from, int count, float[] medians) {
    int next = 1;
    for (int[] row : rows) {
      readRow(next++, from, row, count);
    }
    for (int held = rows.length; ; held--) {
      bringOutExtremes(held, count);
      if (held == LAST_ROWS) {
        break;
      }
      readRow(next++, from, rows[0], count);
    }
    order(rows[1], rows[2], count);
    for (int t = 0; t < count; t++) {
      int low = rows[1][t];
      int high = rows[2][t];
      int at = 2 * (from + t);
      medians[at] = between(even[from + t], low, high);
      if (at + 1 < medians.length) {
        medians[at + 1] = between(odd[from + t + reach], low, high);
      }
    }
  }

  private static float between(int key, int low, int high) {
    return Float.intBitsToFloat(ordered(Math.max(low, Math.min(high, key))));
  }

  /// @param place in the surroundings of the first value of each pair
  private void readRow(int place, int from, int[] row, int count) {
    System.arraycopy(place % 2 == 0 ? even : odd, from + place / 2, row, 0, count);
  }

  /// Brings the least of the first rows to the first of them, the greatest to the last.
  private void bringOutExtremes(int held, int count) {
    for (int j = 0; j < held / 2; j++) {
      order(rows[j], rows[held - 1 - j], count);
    }
    for (int j = 1; j < (held + 1) / 2; j++) {
      order(rows[0], rows[j], count);
    }
    for (int j = held / 2; j < held - 1; j++) {
      order(rows[j], rows[held - 1], count);
    }
  }

  private static void order(int[] lower, int[] higher, int count) {
    for (int t = 0; t < count; t++) {
      int a = lower[t];
      int b = higher[t];
      lower[t] = Math.min(a, b);
      higher[t] = Math.max(a, b);
    }
  }
}
