package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;
import static timbrel.nn.kernels.VectorMaths.fma;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Sums along a row, in the order that [Kernels#sum] defines. Sixteen partial sums are one vector
/// of sixteen lanes, two of eight or four of four: what a narrow machine has in several vectors, a
/// wide one folds within one.
final class VectorSums {
  private static final int PANEL = PackedMatrix.PANEL;

  /// Lanes moved down by 8, 4, 2 and 1, for folding a vector of partial sums.
  private static final VectorShuffle<Float> DOWN_8 = VectorShuffle.iota(FLOATS, 8, 1, true);

  private static final VectorShuffle<Float> DOWN_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
  private static final VectorShuffle<Float> DOWN_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
  private static final VectorShuffle<Float> DOWN_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

  private VectorSums() {}

  static float sum(float[] x, int offset, int length) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= length - PANEL; i += PANEL) {
      a = a.add(load(x, offset + i));
      if (COUNT <= 8) {
        b = b.add(load(x, offset + i + COUNT));
      }
      if (COUNT == 4) {
        c = c.add(load(x, offset + i + 2 * COUNT));
        d = d.add(load(x, offset + i + 3 * COUNT));
      }
    }
    float sum = folded(a, b, c, d);
    for (; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  static float squaredDeviations(float[] x, int offset, int length, float mean) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= length - PANEL; i += PANEL) {
      a = addSquare(load(x, offset + i).sub(mean), a);
      if (COUNT <= 8) {
        b = addSquare(load(x, offset + i + COUNT).sub(mean), b);
      }
      if (COUNT == 4) {
        c = addSquare(load(x, offset + i + 2 * COUNT).sub(mean), c);
        d = addSquare(load(x, offset + i + 3 * COUNT).sub(mean), d);
      }
    }
    float sum = folded(a, b, c, d);
    for (; i < length; i++) {
      float deviation = x[offset + i] - mean;
      sum = Fma.fma(deviation, deviation, sum);
    }
    return sum;
  }

  private static FloatVector addSquare(FloatVector x, FloatVector sum) {
    return fma(x, x, sum);
  }

  private static float folded(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    return switch (COUNT) {
      case 16 -> foldedFromFour(foldHalf(foldHalf(a, DOWN_8), DOWN_4));
      case 8 -> foldedFromFour(foldHalf(a.add(b), DOWN_4));
      default -> foldedFromFour(a.add(c).add(b.add(d)));
    };
  }

  private static float foldedFromFour(FloatVector sums) {
    return foldHalf(foldHalf(sums, DOWN_2), DOWN_1).lane(0);
  }

  /// The largest of all lanes.
  static float foldedMax(FloatVector values) {
    FloatVector largest = values;
    if (COUNT == 16) {
      largest = largest.max(largest.rearrange(DOWN_8));
    }
    if (COUNT >= 8) {
      largest = largest.max(largest.rearrange(DOWN_4));
    }
    largest = largest.max(largest.rearrange(DOWN_2));
    return largest.max(largest.rearrange(DOWN_1)).lane(0);
  }

  private static FloatVector foldHalf(FloatVector sums, VectorShuffle<Float> down) {
    return sums.add(sums.rearrange(down));
  }

  /// The sum of products, in the same order.
  static float dot(float[] x, int xOffset, float[] w, int wOffset, int length) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= length - PANEL; i += PANEL) {
      a = fma(load(x, xOffset + i), load(w, wOffset + i), a);
      if (COUNT <= 8) {
        b = fma(load(x, xOffset + i + COUNT), load(w, wOffset + i + COUNT), b);
      }
      if (COUNT == 4) {
        c = fma(load(x, xOffset + i + 2 * COUNT), load(w, wOffset + i + 2 * COUNT), c);
        d = fma(load(x, xOffset + i + 3 * COUNT), load(w, wOffset + i + 3 * COUNT), d);
      }
    }
    float sum = folded(a, b, c, d);
    for (; i < length; i++) {
      sum = Fma.fma(x[xOffset + i], w[wOffset + i], sum);
    }
    return sum;
  }
}
