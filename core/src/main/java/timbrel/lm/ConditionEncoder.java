package timbrel.lm;

import timbrel.nn.LayerNorm;
import timbrel.nn.Linear;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// The encoder of an encoder-decoder: reads the conditions as a sequence of tokens, one for the
/// class, one for each knob and one for velocity, each of which sees all others (Vaswani et al.
/// 2017, section 3.1; blocks normalise first).
///
/// A token is the vector of its place; a value that is there adds itself times a second vector, and
/// a third one that says that it is there. The places tell tokens apart, so there are no positions.
final class ConditionEncoder {
  private final Kernels kernels = Kernels.chosen();
  private final int dModel;
  private final int heads;
  private final int headDim;
  private final float[] slots; // [token][dModel]
  private final float[] values; // [knob, last velocity][dModel]
  private final float[] presences; // likewise
  private final float[] classes; // [class][dModel]
  private final Block[] blocks;
  private final LayerNorm norm;

  private record Block(
      LayerNorm attentionNorm, Linear qkv, Linear out, LayerNorm mlpNorm, Mlp mlp) {}

  /// @param weights those that start with `encoder.`
  ConditionEncoder(LmConfig config, float[] classes, WeightMap weights) {
    dModel = config.dModel();
    heads = config.heads();
    headDim = config.headDim();
    this.classes = classes;
    int tokens = config.conditionTokens();
    slots = weights.require("slots.weight", tokens, dModel);
    values = weights.require("values.weight", tokens - 1, dModel);
    presences = weights.require("presences.weight", tokens - 1, dModel);
    blocks = new Block[config.encoderLayers()];
    for (int layer = 0; layer < blocks.length; layer++) {
      WeightMap own = weights.withPrefix("blocks." + layer + ".");
      blocks[layer] =
          new Block(
              LayerNorm.from(own.withPrefix("attention_norm."), dModel),
              Linear.from(own.withPrefix("attention.qkv."), 3 * dModel, dModel),
              Linear.from(own.withPrefix("attention.out."), dModel, dModel),
              LayerNorm.from(own.withPrefix("mlp_norm."), dModel),
              new Mlp(config, own.withPrefix("mlp.")));
    }
    norm = LayerNorm.from(weights.withPrefix("norm."), dModel);
  }

  /// Encodes conditions into `memory.normed`.
  ///
  /// @param features as [Conditions#writeFeatures] writes them
  void encode(Conditions conditions, float[] features, ConditionMemory memory) {
    embed(conditions, features, memory);
    int tokens = memory.tokens;
    for (Block block : blocks) {
      block.attentionNorm.forward(memory.hidden, tokens, memory.normed);
      attend(block, memory);
      kernels.add(memory.normed, 0, memory.hidden, 0, tokens * dModel);
      block.mlpNorm.forward(memory.hidden, tokens, memory.normed);
      block.mlp.forward(memory.normed, tokens, memory.inner, memory.gate);
      kernels.add(memory.normed, 0, memory.hidden, 0, tokens * dModel);
    }
    norm.forward(memory.hidden, tokens, memory.normed);
  }

  private void embed(Conditions conditions, float[] features, ConditionMemory memory) {
    System.arraycopy(slots, 0, memory.hidden, 0, slots.length);
    addClasses(conditions.classWeights(), memory.hidden);
    int count = memory.tokens - 1;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < dModel; j++) {
        memory.hidden[(i + 1) * dModel + j] +=
            features[i] * values[i * dModel + j] + features[count + i] * presences[i * dModel + j];
      }
    }
  }

  private void addClasses(float[] weights, float[] hidden) {
    for (int c = 0; c < weights.length; c++) {
      for (int j = 0; weights[c] != 0 && j < dModel; j++) {
        hidden[j] += weights[c] * classes[c * dModel + j];
      }
    }
  }

  /// All tokens attend to all, from `memory.normed` into the same.
  private void attend(Block block, ConditionMemory memory) {
    int tokens = memory.tokens;
    block.qkv.forward(memory.normed, tokens, memory.qkv);
    transposeKeys(memory);
    float scale = (float) (1 / Math.sqrt(headDim));
    for (int token = 0; token < tokens; token++) {
      for (int head = 0; head < heads; head++) {
        int query = token * 3 * dModel + head * headDim;
        for (int i = 0; i < headDim; i++) {
          memory.qkv[query + i] *= scale;
        }
        kernels.weightedSum(
            memory.qkv,
            query,
            headDim,
            memory.transposed,
            head * headDim * tokens,
            tokens,
            memory.scores,
            0,
            tokens);
        kernels.softmax(memory.scores, 0, tokens);
        kernels.weightedSum(
            memory.scores,
            0,
            tokens,
            memory.qkv,
            2 * dModel + head * headDim,
            3 * dModel,
            memory.attended,
            token * dModel + head * headDim,
            headDim);
      }
    }
    block.out.forward(memory.attended, tokens, memory.normed);
  }

  private void transposeKeys(ConditionMemory memory) {
    for (int token = 0; token < memory.tokens; token++) {
      for (int i = 0; i < dModel; i++) {
        memory.transposed[i * memory.tokens + token] = memory.qkv[token * 3 * dModel + dModel + i];
      }
    }
  }
}
