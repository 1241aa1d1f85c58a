package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;
import static timbrel.nn.kernels.VectorMaths.fma;

import jdk.incubator.vector.FloatVector;

/// The blocks of a matrix product: some rows times some vectors of outputs, whose sums stay in
/// registers. [VectorMatmul] puts them together.
///
/// They are not inlined into the loops around them (`scripts/jvm.args`): the compiler would compile
/// all of them again whenever it learns something about one.
final class MatmulBlocks {
  /// Rows and vectors of the largest block: twelve sums, which with two weights and an input fit
  /// the sixteen registers of AVX2.
  static final int SIX = 6;

  /// Rows of the next smaller block: eight sums, as many as are needed to hide the latency of one.
  static final int FOUR = 4;

  static final int TILE_VECTORS = 2;

  /// Vectors in a block of one or two rows: enough independent sums to hide the latency of one.
  static final int WIDE_TILE_VECTORS = 4;

  private static final int PANEL = PackedMatrix.PANEL;

  private MatmulBlocks() {}

  /// One output that is left over, of one row. A masked store would do several at once; but where
  /// it reaches past the end of the array it may allocate, depending on what the compiler has met.
  static void oneOutput(float[] x, int x0, PackedMatrix w, int output, float[] y, int y0) {
    float[] panels = w.panels;
    int in = w.in();
    int p = w.index(output, 0);
    float sum = w.bias[output];
    for (int i = 0; i < in; i++) {
      sum = Fma.fma(x[x0 + i], panels[p + i * PANEL], sum);
    }
    y[y0 + output] = sum;
  }

  /// One output that is left over, of four rows: four sums side by side.
  static void oneOutput(
      float[] x, int x0, int xStride, PackedMatrix w, int output, float[] y, int y0, int yStride) {
    float[] panels = w.panels;
    int in = w.in();
    int p = w.index(output, 0);
    int x1 = x0 + xStride;
    int x2 = x1 + xStride;
    int x3 = x2 + xStride;
    float a = w.bias[output];
    float b = a;
    float c = a;
    float d = a;
    for (int i = 0; i < in; i++) {
      float weight = panels[p + i * PANEL];
      a = Fma.fma(x[x0 + i], weight, a);
      b = Fma.fma(x[x1 + i], weight, b);
      c = Fma.fma(x[x2 + i], weight, c);
      d = Fma.fma(x[x3 + i], weight, d);
    }
    int at = y0 + output;
    y[at] = a;
    y[at + yStride] = b;
    y[at + 2 * yStride] = c;
    y[at + 3 * yStride] = d;
  }

  // In the blocks below a vector past the last is the last once more, computed twice and stored
  // twice with equal values: one shape of block then serves every number of vectors.

  static void oneRow(float[] x, int x0, PackedMatrix w, int v, int vectors, float[] y, int y0) {
    int v1 = Math.min(v + 1, vectors - 1);
    int v2 = Math.min(v + 2, vectors - 1);
    int v3 = Math.min(v + 3, vectors - 1);
    float[] panels = w.panels;
    int in = w.in();
    int p0 = start(v, in);
    int p1 = start(v1, in);
    int p2 = start(v2, in);
    int p3 = start(v3, in);
    FloatVector a0 = load(w.bias, v * COUNT);
    FloatVector a1 = load(w.bias, v1 * COUNT);
    FloatVector a2 = load(w.bias, v2 * COUNT);
    FloatVector a3 = load(w.bias, v3 * COUNT);
    for (int i = 0; i < in; i++) {
      FloatVector value = FloatVector.broadcast(FLOATS, x[x0 + i]);
      a0 = fma(value, load(panels, p0 + i * PANEL), a0);
      a1 = fma(value, load(panels, p1 + i * PANEL), a1);
      a2 = fma(value, load(panels, p2 + i * PANEL), a2);
      a3 = fma(value, load(panels, p3 + i * PANEL), a3);
    }
    store(a0, y, y0, v);
    store(a1, y, y0, v1);
    store(a2, y, y0, v2);
    store(a3, y, y0, v3);
  }

  static void twoRows(
      float[] x,
      int x0,
      int xStride,
      PackedMatrix w,
      int v,
      int vectors,
      float[] y,
      int y0,
      int yStride) {
    int v1 = Math.min(v + 1, vectors - 1);
    int v2 = Math.min(v + 2, vectors - 1);
    int v3 = Math.min(v + 3, vectors - 1);
    float[] panels = w.panels;
    int in = w.in();
    int p0 = start(v, in);
    int p1 = start(v1, in);
    int p2 = start(v2, in);
    int p3 = start(v3, in);
    int x1 = x0 + xStride;
    FloatVector a0 = load(w.bias, v * COUNT);
    FloatVector a1 = load(w.bias, v1 * COUNT);
    FloatVector a2 = load(w.bias, v2 * COUNT);
    FloatVector a3 = load(w.bias, v3 * COUNT);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector b2 = a2;
    FloatVector b3 = a3;
    for (int i = 0; i < in; i++) {
      FloatVector first = FloatVector.broadcast(FLOATS, x[x0 + i]);
      FloatVector second = FloatVector.broadcast(FLOATS, x[x1 + i]);
      FloatVector weight = load(panels, p0 + i * PANEL);
      a0 = fma(first, weight, a0);
      b0 = fma(second, weight, b0);
      weight = load(panels, p1 + i * PANEL);
      a1 = fma(first, weight, a1);
      b1 = fma(second, weight, b1);
      weight = load(panels, p2 + i * PANEL);
      a2 = fma(first, weight, a2);
      b2 = fma(second, weight, b2);
      weight = load(panels, p3 + i * PANEL);
      a3 = fma(first, weight, a3);
      b3 = fma(second, weight, b3);
    }
    store(a0, y, y0, v);
    store(a1, y, y0, v1);
    store(a2, y, y0, v2);
    store(a3, y, y0, v3);
    int y1 = y0 + yStride;
    store(b0, y, y1, v);
    store(b1, y, y1, v1);
    store(b2, y, y1, v2);
    store(b3, y, y1, v3);
  }

  static void fourRows(
      float[] x,
      int x0,
      int xStride,
      PackedMatrix w,
      int v,
      int vectors,
      float[] y,
      int y0,
      int yStride) {
    int v1 = Math.min(v + 1, vectors - 1);
    float[] panels = w.panels;
    int in = w.in();
    int p0 = start(v, in);
    int p1 = start(v1, in);
    int x1 = x0 + xStride;
    int x2 = x1 + xStride;
    int x3 = x2 + xStride;
    FloatVector a0 = load(w.bias, v * COUNT);
    FloatVector a1 = load(w.bias, v1 * COUNT);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    for (int i = 0; i < in; i++) {
      FloatVector w0 = load(panels, p0 + i * PANEL);
      FloatVector w1 = load(panels, p1 + i * PANEL);
      FloatVector value = FloatVector.broadcast(FLOATS, x[x0 + i]);
      a0 = fma(value, w0, a0);
      a1 = fma(value, w1, a1);
      value = FloatVector.broadcast(FLOATS, x[x1 + i]);
      b0 = fma(value, w0, b0);
      b1 = fma(value, w1, b1);
      value = FloatVector.broadcast(FLOATS, x[x2 + i]);
      c0 = fma(value, w0, c0);
      c1 = fma(value, w1, c1);
      value = FloatVector.broadcast(FLOATS, x[x3 + i]);
      d0 = fma(value, w0, d0);
      d1 = fma(value, w1, d1);
    }
    store(a0, y, y0, v);
    store(a1, y, y0, v1);
    int row = y0 + yStride;
    store(b0, y, row, v);
    store(b1, y, row, v1);
    row += yStride;
    store(c0, y, row, v);
    store(c1, y, row, v1);
    row += yStride;
    store(d0, y, row, v);
    store(d1, y, row, v1);
  }

  static void sixRows(
      float[] x,
      int x0,
      int xStride,
      PackedMatrix w,
      int v,
      int vectors,
      float[] y,
      int y0,
      int yStride) {
    int v1 = Math.min(v + 1, vectors - 1);
    float[] panels = w.panels;
    int in = w.in();
    int p0 = start(v, in);
    int p1 = start(v1, in);
    int x1 = x0 + xStride;
    int x2 = x1 + xStride;
    int x3 = x2 + xStride;
    int x4 = x3 + xStride;
    int x5 = x4 + xStride;
    FloatVector a0 = load(w.bias, v * COUNT);
    FloatVector a1 = load(w.bias, v1 * COUNT);
    FloatVector b0 = a0;
    FloatVector b1 = a1;
    FloatVector c0 = a0;
    FloatVector c1 = a1;
    FloatVector d0 = a0;
    FloatVector d1 = a1;
    FloatVector e0 = a0;
    FloatVector e1 = a1;
    FloatVector f0 = a0;
    FloatVector f1 = a1;
    for (int i = 0; i < in; i++) {
      FloatVector w0 = load(panels, p0 + i * PANEL);
      FloatVector w1 = load(panels, p1 + i * PANEL);
      FloatVector value = FloatVector.broadcast(FLOATS, x[x0 + i]);
      a0 = fma(value, w0, a0);
      a1 = fma(value, w1, a1);
      value = FloatVector.broadcast(FLOATS, x[x1 + i]);
      b0 = fma(value, w0, b0);
      b1 = fma(value, w1, b1);
      value = FloatVector.broadcast(FLOATS, x[x2 + i]);
      c0 = fma(value, w0, c0);
      c1 = fma(value, w1, c1);
      value = FloatVector.broadcast(FLOATS, x[x3 + i]);
      d0 = fma(value, w0, d0);
      d1 = fma(value, w1, d1);
      value = FloatVector.broadcast(FLOATS, x[x4 + i]);
      e0 = fma(value, w0, e0);
      e1 = fma(value, w1, e1);
      value = FloatVector.broadcast(FLOATS, x[x5 + i]);
      f0 = fma(value, w0, f0);
      f1 = fma(value, w1, f1);
    }
    store(a0, y, y0, v);
    store(a1, y, y0, v1);
    int row = y0 + yStride;
    store(b0, y, row, v);
    store(b1, y, row, v1);
    row += yStride;
    store(c0, y, row, v);
    store(c1, y, row, v1);
    row += yStride;
    store(d0, y, row, v);
    store(d1, y, row, v1);
    row += yStride;
    store(e0, y, row, v);
    store(e1, y, row, v1);
    row += yStride;
    store(f0, y, row, v);
    store(f1, y, row, v1);
  }

  /// Where the weights of vector `v` of the outputs start.
  static int start(int v, int in) {
    int output = v * COUNT;
    return output / PANEL * PANEL * in + output % PANEL;
  }

  private static void store(FloatVector vector, float[] y, int row, int v) {
    vector.intoArray(y, row + v * COUNT);
  }
}
