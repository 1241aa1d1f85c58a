package timbrel.descriptors;

import java.util.Arrays;

/// The median of each value's surroundings, which are cut off at the ends.
///
/// Surroundings of many values side by side are looked through together: of some more than half of
/// a window, neither the least nor the greatest can be the median of all, so both are forgotten and
/// the next one is taken in, until one is left ("forgetful selection": Devillard 1998, "Fast median
/// search: an ANSI C implementation"). All that is done is to order pairs of rows, which compilers
/// turn into vectors; searching in a sorted window is mostly mispredicted branches.
public final class RunningMedian {
  private static final int BLOCK = 256;
  private static final int SIGN_BIT = 31;
  private static final int LAST_ROWS = 3;

  private final int reach;
  private final int[][] rows; // [of the window][value]
  private int[] keys = new int[0];

  /// @param reach how many neighbours to either side, at least 1
  public RunningMedian(int reach) {
    if (reach < 1) {
      throw new IllegalArgumentException("reach is " + reach + ", expected at least 1");
    }
    this.reach = reach;
    rows = new int[reach + 2][BLOCK];
  }

  /// The lower one of the two middle values where the surroundings are even in number.
  public float[] of(float[] values) {
    if (values.length <= 2 * reach) {
      return ofFew(values);
    }
    readKeys(values);
    float[] medians = new float[values.length];
    for (int from = 0; from < values.length; from += BLOCK) {
      select(from, Math.min(BLOCK, values.length - from), medians);
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
    int length = values.length + 2 * reach;
    if (keys.length != length) {
      keys = new int[length];
    }
    for (int i = 0; i < values.length; i++) {
      keys[reach + i] = ordered(Float.floatToRawIntBits(values[i]));
    }
    for (int i = 0; i < reach; i++) {
      int beyond = i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      keys[reach - 1 - i] = beyond;
      keys[length - reach + i] = beyond;
    }
  }

  /// Bits of a float as an integer of the same order, and back.
  private static int ordered(int bits) {
    return bits ^ bits >> SIGN_BIT & Integer.MAX_VALUE;
  }

  private void select(int from, int count, float[] medians) {
    int next = from;
    for (int[] row : rows) {
      System.arraycopy(keys, next++, row, 0, count);
    }
    for (int held = rows.length; ; held--) {
      bringOutExtremes(held, count);
      if (held == LAST_ROWS) {
        break;
      }
      System.arraycopy(keys, next++, rows[0], 0, count);
    }
    for (int t = 0; t < count; t++) {
      medians[from + t] = Float.intBitsToFloat(ordered(rows[1][t]));
    }
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
