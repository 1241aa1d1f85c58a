package timbrel.nn.weights;

import java.util.Arrays;

/// Numbers with a shape, row-major: of a tensor `[a, b, c]`, value (i, j, k) is at `(i * b + j) * c
/// + k`. A scalar has the empty shape. The arrays are shared, not copied: do not write to them.
///
/// @param shape size of each dimension, outermost first
/// @param data the values
public record Tensor(int[] shape, float[] data) {
  /// Checks that the values fill the shape.
  public Tensor {
    long size = 1;
    for (int dimension : shape) {
      if (dimension < 0) {
        throw new IllegalArgumentException("negative dimension in shape " + Arrays.toString(shape));
      }
      // Held at the first impossible value, so that it cannot overflow.
      size = Math.min(size * dimension, Integer.MAX_VALUE);
    }
    if (size != data.length) {
      throw new IllegalArgumentException(
          data.length + " values do not fill shape " + Arrays.toString(shape));
    }
  }

  /// A tensor of `data`, of the shape that follows it.
  public static Tensor of(float[] data, int... shape) {
    return new Tensor(shape, data);
  }

  /// Number of values.
  public int size() {
    return data.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
