package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;

/// The one exponential loop for all kernels that need one: a program that starts waits for the
/// compiler to get through every loop like this, and the two operations more than an exponential
/// are not noticed.
final class VectorExp {
  private VectorExp() {}

  /// `y = exp(min(x - origin, highest)) · scale`; `y` may be `x`.
  static void exp(
      float[] x,
      int xOffset,
      float origin,
      float highest,
      float scale,
      float[] y,
      int yOffset,
      int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.exp(load(x, xOffset + i).sub(origin).min(highest))
          .mul(scale)
          .intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.exp(Math.min(x[xOffset + i] - origin, highest)) * scale;
    }
  }
}
