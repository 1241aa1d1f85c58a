package timbrel.lm;

import timbrel.nn.Linear;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// Attention of a decoder's steps to the encoder's output (Vaswani et al. 2017, section 3.2.3).
///
/// Keys and values depend on the conditions alone, so they are computed once a sound.
final class CrossAttention {
  private final Kernels kernels = Kernels.chosen();
  private final int layer;
  private final int dModel;
  private final int heads;
  private final int headDim;
  private final float scale;
  private final Linear query;
  private final Linear keyValue; // dModel -> keys, values
  private final Linear out;

  CrossAttention(LmConfig config, int layer, WeightMap weights) {
    this.layer = layer;
    dModel = config.dModel();
    heads = config.heads();
    headDim = config.headDim();
    scale = (float) (1 / Math.sqrt(headDim));
    query = Linear.from(weights.withPrefix("q."), dModel, dModel);
    keyValue = Linear.from(weights.withPrefix("kv."), 2 * dModel, dModel);
    out = Linear.from(weights.withPrefix("out."), dModel, dModel);
  }

  /// Takes the encoder's output, in `memory.normed`, as what `stream` attends to.
  void remember(ConditionMemory memory, int stream) {
    int tokens = memory.tokens;
    keyValue.forward(memory.normed, tokens, memory.qkv);
    for (int token = 0; token < tokens; token++) {
      int from = token * 2 * dModel;
      for (int i = 0; i < dModel; i++) {
        memory.keys[layer][memory.offset(stream, 0) + i * tokens + token] = memory.qkv[from + i];
      }
      for (int head = 0; head < heads; head++) {
        System.arraycopy(
            memory.qkv,
            from + dModel + head * headDim,
            memory.values[layer],
            memory.offset(stream, head) + token * headDim,
            headDim);
      }
    }
  }

  /// Reads the first `rows` rows of `cache.normed` and writes what they attend to there.
  void forward(KvCache cache, int rows) {
    query.forward(cache.normed, rows, cache.qkv);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < dModel; i++) {
        cache.qkv[row * dModel + i] *= scale;
      }
      for (int head = 0; head < heads; head++) {
        attend(cache, row, head);
      }
    }
    out.forward(cache.attended, rows, cache.normed);
  }

  private void attend(KvCache cache, int row, int head) {
    ConditionMemory memory = cache.memory;
    int stream = cache.rowStream[row];
    int at = row * dModel + head * headDim;
    int from = memory.offset(stream, head);
    kernels.weightedSum(
        cache.qkv,
        at,
        headDim,
        memory.keys[layer],
        from,
        memory.tokens,
        memory.scores,
        0,
        memory.tokens);
    kernels.softmax(memory.scores, 0, memory.tokens);
    kernels.weightedSum(
        memory.scores,
        0,
        memory.tokens,
        memory.values[layer],
        from,
        headDim,
        cache.attended,
        at,
        headDim);
  }
}
