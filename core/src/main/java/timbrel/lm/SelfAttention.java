package timbrel.lm;

import timbrel.nn.Linear;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.WeightMap;

/// Causal self-attention over the steps in a [KvCache] (Vaswani et al. 2017, section 3.2).
///
/// Unlike the paper, no matrix has a bias. Keys are cached in panels of steps, dimension by
/// dimension, and values step by step, so that both sums run with vector lanes across outputs and
/// through memory in its order.
final class SelfAttention {
  private static final int PANEL = PackedMatrix.PANEL;

  private final Kernels kernels = Kernels.chosen();
  private final int layer;
  private final int dModel;
  private final int heads;
  private final int headDim;
  private final float scale; // of scores: 1 / sqrt(headDim)
  private final Linear qkv; // dModel -> queries, keys, values
  private final Linear out;
  private final float[] cosines; // [step][headDim / 2], empty unless rotary
  private final float[] sines;
  private final float[] slopes; // [head], empty unless ALiBi

  SelfAttention(LmConfig config, int layer, WeightMap weights) {
    this.layer = layer;
    dModel = config.dModel();
    heads = config.heads();
    headDim = config.headDim();
    scale = (float) (1 / Math.sqrt(headDim));
    qkv = Linear.from(weights.withPrefix("qkv."), 3 * dModel, dModel);
    out = Linear.from(weights.withPrefix("out."), dModel, dModel);
    boolean rotary = config.positions() == Positions.ROTARY;
    int angles = rotary ? config.maxSteps() : 0;
    cosines = PositionTables.rotaryCosines(angles, headDim);
    sines = PositionTables.rotarySines(angles, headDim);
    slopes =
        config.positions() == Positions.ALIBI ? PositionTables.alibiSlopes(heads) : new float[0];
  }

  /// Reads the first `rows` rows of `cache.normed`, adds their keys and values to the cache, and
  /// writes what they attend to into `cache.normed`.
  void forward(KvCache cache, int rows) {
    qkv.forward(cache.normed, rows, cache.qkv);
    for (int row = 0; row < rows; row++) {
      if (cosines.length > 0) {
        turn(cache.qkv, row * 3 * dModel, cache.rowStep[row]);
        turn(cache.qkv, row * 3 * dModel + dModel, cache.rowStep[row]);
      }
      scaleQueries(cache.qkv, row * 3 * dModel);
      remember(cache, row);
      for (int head = 0; head < heads; head++) {
        attend(cache, row, head);
      }
    }
    out.forward(cache.attended, rows, cache.normed);
  }

  private void scaleQueries(float[] qkv, int offset) {
    for (int i = 0; i < dModel; i++) {
      qkv[offset + i] *= scale;
    }
  }

  /// Rotary positions: dimensions `i` and `i + half` of each head are a plane, turned by `step`
  /// times the frequency of `i`.
  private void turn(float[] x, int offset, int step) {
    int half = headDim / 2;
    for (int head = 0; head < heads; head++) {
      int first = offset + head * headDim;
      for (int i = 0; i < half; i++) {
        float cosine = cosines[step * half + i];
        float sine = sines[step * half + i];
        float a = x[first + i];
        float b = x[first + half + i];
        x[first + i] = a * cosine - b * sine;
        x[first + half + i] = b * cosine + a * sine;
      }
    }
  }

  private void remember(KvCache cache, int row) {
    int stream = cache.rowStream[row];
    int step = cache.rowStep[row];
    int key = row * 3 * dModel + dModel;
    int inPanels = step / PANEL * headDim * PANEL + step % PANEL;
    float[] keys = cache.keys[layer][stream];
    for (int head = 0; head < heads; head++) {
      int column = cache.keyOffset(head) + inPanels;
      for (int i = 0; i < headDim; i++) {
        keys[column + i * PANEL] = cache.qkv[key + head * headDim + i];
      }
      System.arraycopy(
          cache.qkv,
          key + dModel + head * headDim,
          cache.values[layer][stream],
          cache.valueOffset(head) + step * headDim,
          headDim);
    }
  }

  private void attend(KvCache cache, int row, int head) {
    int stream = cache.rowStream[row];
    int steps = cache.rowStep[row] + 1;
    int query = row * 3 * dModel + head * headDim;
    kernels.panelSum( // of the last panel more steps than there are, whose scores are not read
        cache.qkv,
        query,
        headDim,
        cache.keys[layer][stream],
        cache.keyOffset(head),
        KvCache.panels(steps),
        cache.scores,
        0);
    if (slopes.length > 0) {
      lowerByDistance(cache.scores, steps, slopes[head]);
    }
    kernels.softmax(cache.scores, 0, steps);
    kernels.weightedSum(
        cache.scores,
        0,
        steps,
        cache.values[layer][stream],
        cache.valueOffset(head),
        headDim,
        cache.attended,
        row * dModel + head * headDim,
        headDim);
  }

  private static void lowerByDistance(float[] scores, int steps, float slope) {
    for (int i = 0; i < steps; i++) {
      scores[i] -= slope * (steps - 1 - i);
    }
  }
}
