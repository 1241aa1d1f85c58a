package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;

/// What [Kernels#polar] does after the magnitudes, in a pass for each part. One loop for all is so
/// much code that the compiler gives up on it, and every vector becomes an object: 2.5 ms for a
/// second of sound, where the passes take 0.2 ms.
final class VectorPolar {
  private VectorPolar() {}

  /// `y = magnitudes · sin(x + quarters · π/2)`; `y` may be `magnitudes`.
  static void timesSine(
      float[] x, int phases, int quarters, float[] magnitudes, float[] y, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.sineOfQuarter(load(x, phases + i), quarters)
          .mul(load(magnitudes, i))
          .intoArray(y, i);
    }
    for (; i < length; i++) {
      y[i] = Maths.sineOfQuarter(x[phases + i], quarters) * magnitudes[i];
    }
  }
}
