package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;
import static timbrel.nn.kernels.VectorMaths.fma;

import jdk.incubator.vector.FloatVector;

/// The two sums of attention and what is between them.
final class VectorAttention {
  /// Vectors of outputs in a block: enough independent sums to hide the latency of one.
  private static final int BLOCK = 4;

  private VectorAttention() {}

  static void weightedSum(
      float[] x,
      int xOffset,
      int count,
      float[] rows,
      int rowsOffset,
      int rowStride,
      float[] y,
      int yOffset,
      int width) {
    int vectors = width / COUNT;
    for (int v = 0; v < vectors; v += BLOCK) {
      block(x, xOffset, count, rows, rowsOffset, rowStride, y, yOffset, v, vectors);
    }
    for (int j = vectors * COUNT; j < width; j++) {
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum = Fma.fma(x[xOffset + i], rows[rowsOffset + i * rowStride + j], sum);
      }
      y[yOffset + j] = sum;
    }
  }

  /// Four vectors of outputs. One past the last is the last once more, as in [VectorMatmul].
  private static void block(
      float[] x,
      int xOffset,
      int count,
      float[] rows,
      int rowsOffset,
      int rowStride,
      float[] y,
      int yOffset,
      int v,
      int vectors) {
    int j0 = v * COUNT;
    int j1 = Math.min(v + 1, vectors - 1) * COUNT;
    int j2 = Math.min(v + 2, vectors - 1) * COUNT;
    int j3 = Math.min(v + 3, vectors - 1) * COUNT;
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < count; i++) {
      FloatVector value = FloatVector.broadcast(FLOATS, x[xOffset + i]);
      int row = rowsOffset + i * rowStride;
      a = fma(value, load(rows, row + j0), a);
      b = fma(value, load(rows, row + j1), b);
      c = fma(value, load(rows, row + j2), c);
      d = fma(value, load(rows, row + j3), d);
    }
    a.intoArray(y, yOffset + j0);
    b.intoArray(y, yOffset + j1);
    c.intoArray(y, yOffset + j2);
    d.intoArray(y, yOffset + j3);
  }

  static void panelSum(
      float[] x,
      int xOffset,
      int count,
      float[] panels,
      int panelsOffset,
      int panelCount,
      float[] y,
      int yOffset) {
    int vectors = panelCount * PackedMatrix.PANEL / COUNT;
    for (int v = 0; v < vectors; v += BLOCK) {
      panelBlock(x, xOffset, count, panels, panelsOffset, y, yOffset, v, vectors);
    }
  }

  private static void panelBlock(
      float[] x,
      int xOffset,
      int count,
      float[] panels,
      int panelsOffset,
      float[] y,
      int yOffset,
      int v,
      int vectors) {
    int v1 = Math.min(v + 1, vectors - 1);
    int v2 = Math.min(v + 2, vectors - 1);
    int v3 = Math.min(v + 3, vectors - 1);
    int p0 = panelsOffset + MatmulBlocks.start(v, count);
    int p1 = panelsOffset + MatmulBlocks.start(v1, count);
    int p2 = panelsOffset + MatmulBlocks.start(v2, count);
    int p3 = panelsOffset + MatmulBlocks.start(v3, count);
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = 0; i < count; i++) {
      FloatVector value = FloatVector.broadcast(FLOATS, x[xOffset + i]);
      a = fma(value, load(panels, p0 + i * PackedMatrix.PANEL), a);
      b = fma(value, load(panels, p1 + i * PackedMatrix.PANEL), b);
      c = fma(value, load(panels, p2 + i * PackedMatrix.PANEL), c);
      d = fma(value, load(panels, p3 + i * PackedMatrix.PANEL), d);
    }
    a.intoArray(y, yOffset + v * COUNT);
    b.intoArray(y, yOffset + v1 * COUNT);
    c.intoArray(y, yOffset + v2 * COUNT);
    d.intoArray(y, yOffset + v3 * COUNT);
  }

  static void softmax(float[] x, int offset, int length) {
    float max = max(x, offset, length);
    VectorExp.exp(x, offset, max, Float.POSITIVE_INFINITY, 1, x, offset, length);
    divide(x, offset, length, VectorSums.sum(x, offset, length));
  }

  /// The order of a maximum is free. [Math#max] one by one would take ten times as long: neither is
  /// it one instruction, nor does the compiler turn it into vectors.
  private static float max(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    int i = 0;
    if (length >= COUNT) {
      FloatVector largest = load(x, offset);
      for (i = COUNT; i <= length - COUNT; i += COUNT) {
        largest = largest.max(load(x, offset + i));
      }
      max = VectorSums.foldedMax(largest.max(load(x, offset + length - COUNT)));
      i = length;
    }
    for (; i < length; i++) {
      max = Math.max(max, x[offset + i]);
    }
    return max;
  }

  private static void divide(float[] x, int offset, int length, float divisor) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      load(x, offset + i).div(divisor).intoArray(x, offset + i);
    }
    for (; i < length; i++) {
      x[offset + i] /= divisor;
    }
  }
}
