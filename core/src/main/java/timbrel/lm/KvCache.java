package timbrel.lm;

import timbrel.nn.kernels.PackedMatrix;

/// What token model streams remember: keys and values of their steps so far, layer by layer.
///
/// A cache holds several streams, because one pass over the weights can serve them all: the two of
/// guidance, the sounds of a kit, the beams of a search. All arrays are made here, sized by the
/// model's [LmConfig], those of a stream when it is first started; a step allocates nothing.
public final class KvCache {
  final LmConfig config;
  private final int streams;
  private final int maxRows;
  private final int maxSteps;
  private final int maxKeys; // maxSteps in whole panels
  final float[][][] keys; // [layer][stream][head, panel, dimension, step of the panel]
  final float[][][] values; // [layer][stream][head, step, dimension]
  final float[] conditions; // [stream][dModel]
  final ConditionMemory memory; // of an encoder-decoder
  private final int[] lengths; // steps in the cache, by stream

  // Scratch of one pass; row by row.
  final int[] rowStream;
  final int[] rowStep;
  final float[] hidden; // [row][dModel]
  final float[] normed; // [row][dModel]
  final float[] qkv; // [row][3 dModel]
  final float[] attended; // [row][dModel]
  final float[] inner; // [row][ffn]
  final float[] gate; // [row][ffn], SwiGLU only
  final float[] scores; // [step]
  final float[] features;

  /// @param streams sequences that grow side by side
  /// @param maxRows most steps, of all streams together, in one pass; at least `streams`
  KvCache(LmConfig config, int streams, int maxRows) {
    if (streams < 1 || maxRows < streams) {
      throw new IllegalArgumentException(
          "cache of %d streams with %d rows a pass, expected at least 1 and at least as many rows"
              .formatted(streams, maxRows));
    }
    this.config = config;
    this.streams = streams;
    this.maxRows = maxRows;
    this.maxSteps = config.maxSteps();
    maxKeys = panels(maxSteps) * PackedMatrix.PANEL;
    keys = new float[config.layers()][streams][0];
    values = new float[config.layers()][streams][0];
    conditions = new float[streams * config.dModel()];
    memory = new ConditionMemory(config, streams);
    lengths = new int[streams];
    rowStream = new int[maxRows];
    rowStep = new int[maxRows];
    hidden = new float[maxRows * config.dModel()];
    normed = new float[maxRows * config.dModel()];
    qkv = new float[maxRows * 3 * config.dModel()];
    attended = new float[maxRows * config.dModel()];
    inner = new float[maxRows * config.ffn()];
    gate = new float[config.activation() == MlpActivation.SWIGLU ? maxRows * config.ffn() : 0];
    scores = new float[maxKeys];
    features = new float[config.knobFeatures()];
  }

  public int streams() {
    return streams;
  }

  public int maxRows() {
    return maxRows;
  }

  /// Steps that `stream` has taken.
  public int length(int stream) {
    return lengths[stream];
  }

  /// Forgets the steps of `stream`; its conditions stay.
  public void rewind(int stream) {
    makeRoom(stream);
    lengths[stream] = 0;
  }

  /// Makes `stream` a copy of stream `from` of `source`.
  public void copy(int stream, KvCache source, int from) {
    int length = source.lengths[from];
    int width = config.dModel();
    makeRoom(stream);
    for (int layer = 0; layer < keys.length && length > 0; layer++) {
      for (int head = 0; head < config.heads(); head++) {
        System.arraycopy(
            source.keys[layer][from],
            source.keyOffset(head),
            keys[layer][stream],
            keyOffset(head),
            panels(length) * PackedMatrix.PANEL * config.headDim());
        System.arraycopy(
            source.values[layer][from],
            source.valueOffset(head),
            values[layer][stream],
            valueOffset(head),
            length * config.headDim());
      }
    }
    System.arraycopy(source.conditions, from * width, conditions, stream * width, width);
    memory.copy(stream, source.memory, from);
    lengths[stream] = length;
  }

  /// Reserves the next step of `stream` for `row` of the coming pass.
  void append(int row, int stream) {
    if (lengths[stream] == maxSteps) {
      throw new IllegalStateException(
          "stream %d has %d steps, expected room for one more".formatted(stream, maxSteps));
    }
    rowStream[row] = stream;
    rowStep[row] = lengths[stream]++;
  }

  /// Most streams under no conditions are never started, and take no memory.
  private void makeRoom(int stream) {
    for (int layer = 0; layer < keys.length && keys[layer][stream].length == 0; layer++) {
      keys[layer][stream] = new float[Math.multiplyExact(config.dModel(), maxKeys)];
      values[layer][stream] = new float[Math.multiplyExact(config.dModel(), maxSteps)];
    }
  }

  int keyOffset(int head) {
    return head * config.headDim() * maxKeys;
  }

  /// Panels that hold the keys of so many steps; see [PackedMatrix].
  static int panels(int steps) {
    return Math.ceilDiv(steps, PackedMatrix.PANEL);
  }

  int valueOffset(int head) {
    return head * maxSteps * config.headDim();
  }
}
