package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.MatmulBlocks.FOUR;
import static timbrel.nn.kernels.MatmulBlocks.SIX;
import static timbrel.nn.kernels.MatmulBlocks.TILE_VECTORS;
import static timbrel.nn.kernels.MatmulBlocks.WIDE_TILE_VECTORS;

/// The matrix product of [VectorKernels], made of [MatmulBlocks]: as many blocks of six rows as
/// leave a number that blocks of four can share, then pairs and a single row. Two vectors of
/// weights stay in the first-level cache while all blocks of six and four rows use them.
final class VectorMatmul {
  private VectorMatmul() {}

  static void matmul(
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      PackedMatrix w,
      float[] y,
      int yOffset,
      int yStride) {
    int vectors = w.out() / COUNT;
    int fours = blocksOfFour(rows);
    int sixes = (rows - FOUR * fours) / SIX;
    for (int v = 0; v < vectors && rows >= FOUR; v += TILE_VECTORS) {
      int xAt = xOffset;
      int yAt = yOffset;
      for (int block = 0; block < sixes; block++) {
        MatmulBlocks.sixRows(x, xAt, xStride, w, v, vectors, y, yAt, yStride);
        xAt += SIX * xStride;
        yAt += SIX * yStride;
      }
      for (int block = 0; block < fours; block++) {
        MatmulBlocks.fourRows(x, xAt, xStride, w, v, vectors, y, yAt, yStride);
        xAt += FOUR * xStride;
        yAt += FOUR * yStride;
      }
    }
    int done = SIX * sixes + FOUR * fours;
    int xRest = xOffset + done * xStride;
    int yRest = yOffset + done * yStride;
    fewRows(x, xRest, xStride, rows - done, w, vectors, y, yRest, yStride);
    if (vectors * COUNT < w.out()) {
      lastOutputs(x, xOffset, xStride, rows, w, vectors, y, yOffset, yStride);
    }
  }

  /// 8 rows are 4 + 4, 10 are 6 + 4, 14 are 6 + 4 + 4: pairs would read all weights again.
  private static int blocksOfFour(int rows) {
    int left = rows % SIX;
    if (left >= FOUR) {
      return 1;
    }
    return left >= 2 && rows > SIX ? 2 : 0;
  }

  /// At most three rows.
  private static void fewRows(
      float[] x,
      int x0,
      int xStride,
      int rows,
      PackedMatrix w,
      int vectors,
      float[] y,
      int y0,
      int yStride) {
    int pairs = rows / 2 * 2;
    for (int v = 0; v < vectors && pairs > 0; v += WIDE_TILE_VECTORS) {
      MatmulBlocks.twoRows(x, x0, xStride, w, v, vectors, y, y0, yStride);
    }
    for (int v = 0; v < vectors && pairs < rows; v += WIDE_TILE_VECTORS) {
      MatmulBlocks.oneRow(x, x0 + pairs * xStride, w, v, vectors, y, y0 + pairs * yStride);
    }
  }

  /// The outputs that do not fill a vector, one by one: shapes that matter have none or one or two.
  private static void lastOutputs(
      float[] x,
      int x0,
      int xStride,
      int rows,
      PackedMatrix w,
      int vectors,
      float[] y,
      int y0,
      int yStride) {
    for (int output = vectors * COUNT; output < w.out(); output++) {
      int r = 0;
      for (; r <= rows - FOUR; r += FOUR) {
        int yRow = y0 + r * yStride;
        MatmulBlocks.oneOutput(x, x0 + r * xStride, xStride, w, output, y, yRow, yStride);
      }
      for (; r < rows; r++) {
        MatmulBlocks.oneOutput(x, x0 + r * xStride, w, output, y, y0 + r * yStride);
      }
    }
  }
}
