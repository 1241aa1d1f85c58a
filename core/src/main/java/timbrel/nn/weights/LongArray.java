package timbrel.nn.weights;

import java.util.Arrays;

/// Whole numbers with a shape, row-major. The arrays are shared, not copied.
///
/// @param shape size of each dimension, outermost first
/// @param values as many as fill the shape
public record LongArray(int[] shape, long[] values) {
  /// Numbers of the shape that follows them.
  public static LongArray of(long[] values, int... shape) {
    return new LongArray(shape, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongArray that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "LongArray" + Arrays.toString(shape);
  }
}
