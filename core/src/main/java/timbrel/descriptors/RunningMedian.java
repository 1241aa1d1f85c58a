package timbrel.descriptors;

import java.util.Arrays;

/// The median of each value's surroundings, which are cut off at the ends.
public final class RunningMedian {
  private final int reach;
  private final float[] sorted;
  private int count;

  /// @param reach how many neighbours to either side
  public RunningMedian(int reach) {
    this.reach = reach;
    this.sorted = new float[2 * reach + 1];
  }

  /// The lower one of the two middle values where the surroundings are even in number.
  public float[] of(float[] values) {
    count = 0;
    for (int i = 0; i < Math.min(reach, values.length); i++) {
      insert(values[i]);
    }
    float[] medians = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      if (i - reach - 1 >= 0) {
        remove(values[i - reach - 1]);
      }
      if (i + reach < values.length) {
        insert(values[i + reach]);
      }
      medians[i] = sorted[(count - 1) / 2];
    }
    return medians;
  }

  private void insert(float value) {
    int i = count;
    while (i > 0 && sorted[i - 1] > value) {
      sorted[i] = sorted[i - 1];
      i--;
    }
    sorted[i] = value;
    count++;
  }

  private void remove(float value) {
    int i = Arrays.binarySearch(sorted, 0, count, value);
    System.arraycopy(sorted, i + 1, sorted, i, count - i - 1);
    count--;
  }
}
