package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;

/// The three passes of [Kernels#polar]. One loop for all of them is so much code that the compiler
/// gives up on it, and every vector becomes an object: 2.5 ms for a second of sound, where the
/// three take 0.2 ms.
final class VectorPolar {
  private VectorPolar() {}

  static void magnitudes(float[] x, int logs, float highest, float scale, float[] y, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.exp(load(x, logs + i).min(highest)).mul(scale).intoArray(y, i);
    }
    for (; i < length; i++) {
      y[i] = Maths.exp(Math.min(x[logs + i], highest)) * scale;
    }
  }

  static void timesCos(float[] x, int phases, float[] magnitudes, float[] y, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.cos(load(x, phases + i)).mul(load(magnitudes, i)).intoArray(y, i);
    }
    for (; i < length; i++) {
      y[i] = Maths.cos(x[phases + i]) * magnitudes[i];
    }
  }

  static void timesSin(float[] x, int phases, float[] magnitudes, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.sin(load(x, phases + i)).mul(load(magnitudes, i)).intoArray(magnitudes, i);
    }
    for (; i < length; i++) {
      magnitudes[i] *= Maths.sin(x[phases + i]);
    }
  }
}
