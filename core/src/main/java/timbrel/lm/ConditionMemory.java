package timbrel.lm;

/// What the streams of an encoder-decoder remember of their conditions: the encoder's output as
/// keys and values of each decoder layer's cross-attention. Empty for a decoder-only model.
final class ConditionMemory {
  final int tokens; // of the conditions
  private final int dModel;
  private final int headDim;
  final float[][] keys; // [layer][stream][dimension][token]
  final float[][] values; // [layer][stream][head][token][headDim]

  // Scratch of one encoding.
  final float[] hidden; // [token][dModel]
  final float[] normed; // [token][dModel]
  final float[] qkv; // [token][3 dModel]
  final float[] transposed; // [dimension][token]
  final float[] attended; // [token][dModel]
  final float[] inner; // [token][ffn]
  final float[] gate; // [token][ffn], SwiGLU only
  final float[] scores; // [token]

  ConditionMemory(LmConfig config, int streams) {
    tokens = config.conditionTokens();
    dModel = config.dModel();
    headDim = config.headDim();
    int layers = tokens == 0 ? 0 : config.layers();
    keys = new float[layers][streams * dModel * tokens];
    values = new float[layers][streams * dModel * tokens];
    hidden = new float[tokens * dModel];
    normed = new float[tokens * dModel];
    qkv = new float[tokens * 3 * dModel];
    transposed = new float[tokens * dModel];
    attended = new float[tokens * dModel];
    inner = new float[tokens * config.ffn()];
    gate = new float[config.activation() == MlpActivation.SWIGLU ? tokens * config.ffn() : 0];
    scores = new float[tokens];
  }

  /// Where the keys or values of one head of a stream begin.
  int offset(int stream, int head) {
    return (stream * dModel + head * headDim) * tokens;
  }

  /// Makes `stream` remember what stream `from` of `source` does.
  void copy(int stream, ConditionMemory source, int from) {
    for (int layer = 0; layer < keys.length; layer++) {
      int length = dModel * tokens;
      System.arraycopy(source.keys[layer], from * length, keys[layer], stream * length, length);
      System.arraycopy(source.values[layer], from * length, values[layer], stream * length, length);
    }
  }
}
