package timbrel.lm;

import org.jspecify.annotations.Nullable;
import timbrel.nn.LayerNorm;
import timbrel.nn.Linear;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// A decoder-only transformer that predicts the codes of a sound step by step (Copet et al. 2023,
/// "Simple and Controllable Music Generation"; blocks normalise first, as in GPT-2).
///
/// At each step the embeddings of the codes of the step before are added up, one from each
/// codebook, and on top comes a vector for the [Conditions]. The first step has no codes before it
/// and so reads start tokens: it is the prefix that holds nothing but the conditions. One head a
/// codebook turns the last layer into logits over the codebook's codes and the end of the sound.
///
/// Unlike the paper, conditions are not attended to across: there are few, and they do not change
/// along a sound. A config with encoder layers is the encoder-decoder to compare that with: there
/// nothing is added to the steps, and conditions are only attended to.
///
/// Weights are immutable and serve any number of [KvCache]s, which hold what is not: one step after
/// the other gives the same bits as many steps in one pass.
public final class TokenModel {
  private final Kernels kernels = Kernels.chosen();
  private final LmConfig config;
  private final float[][] embeddings; // [codebook][token][dModel]
  private final float[] classes; // [class][dModel]
  private final @Nullable Linear conditionUp; // decoder-only
  private final @Nullable Linear conditionDown;
  private final @Nullable ConditionEncoder encoder;
  private final float[] positions; // [step][dModel], empty unless they are added
  private final Block[] blocks;
  private final LayerNorm norm;
  private final Linear[] heads; // [codebook]

  private record Block(
      LayerNorm attentionNorm,
      SelfAttention attention,
      @Nullable CrossPart cross,
      LayerNorm mlpNorm,
      Mlp mlp) {}

  private record CrossPart(LayerNorm norm, CrossAttention attention) {}

  private TokenModel(LmConfig config, WeightMap weights) {
    this.config = config;
    int d = config.dModel();
    embeddings = new float[config.codebooks()][];
    heads = new Linear[config.codebooks()];
    for (int k = 0; k < config.codebooks(); k++) {
      embeddings[k] = weights.require("embed." + k + ".weight", config.codebookSize() + 2, d);
      heads[k] = Linear.from(weights.withPrefix("heads." + k + "."), config.codebookSize() + 1, d);
    }
    classes = weights.require("condition.classes.weight", config.classes(), d);
    boolean encodes = config.encoderLayers() > 0;
    conditionUp =
        encodes ? null : Linear.from(weights.withPrefix("condition.up."), d, config.knobFeatures());
    conditionDown = encodes ? null : Linear.from(weights.withPrefix("condition.down."), d, d);
    encoder =
        encodes ? new ConditionEncoder(config, classes, weights.withPrefix("encoder.")) : null;
    positions = positions(config, weights);
    blocks = new Block[config.layers()];
    for (int layer = 0; layer < blocks.length; layer++) {
      blocks[layer] = block(layer, weights.withPrefix("blocks." + layer + "."));
    }
    norm = LayerNorm.from(weights.withPrefix("norm."), d);
  }

  /// @param weights named and shaped as [LmConfig#shapes] says
  public static TokenModel from(LmConfig config, WeightMap weights) {
    return new TokenModel(config, weights.withPrefix("lm."));
  }

  private static float[] positions(LmConfig config, WeightMap weights) {
    return switch (config.positions()) {
      case LEARNED -> weights.require("positions.weight", config.maxSteps(), config.dModel());
      case SINUSOIDAL -> PositionTables.sinusoids(config.maxSteps(), config.dModel());
      case ROTARY, ALIBI, NONE -> new float[0];
    };
  }

  private Block block(int layer, WeightMap weights) {
    return new Block(
        LayerNorm.from(weights.withPrefix("attention_norm."), config.dModel()),
        new SelfAttention(config, layer, weights.withPrefix("attention.")),
        config.encoderLayers() == 0 ? null : cross(layer, weights),
        LayerNorm.from(weights.withPrefix("mlp_norm."), config.dModel()),
        new Mlp(config, weights.withPrefix("mlp.")));
  }

  private CrossPart cross(int layer, WeightMap weights) {
    return new CrossPart(
        LayerNorm.from(weights.withPrefix("cross_norm."), config.dModel()),
        new CrossAttention(config, layer, weights.withPrefix("cross.")));
  }

  public LmConfig config() {
    return config;
  }

  /// A memory for `streams` sequences that advance together, at most one step a pass each.
  public KvCache newCache(int streams) {
    return new KvCache(config, streams, streams);
  }

  /// A memory for `streams` sequences with room for `maxRows` steps, of all together, in one pass.
  public KvCache newCache(int streams, int maxRows) {
    return new KvCache(config, streams, maxRows);
  }

  /// Starts `stream` over, for a sound under `conditions`.
  public void start(KvCache cache, int stream, Conditions conditions) {
    conditions.requireFits(config);
    cache.rewind(stream);
    int d = config.dModel();
    conditions.writeFeatures(cache.features, 0);
    if (encoder != null) {
      encoder.encode(conditions, cache.features, cache.memory);
      for (Block block : blocks) {
        if (block.cross != null) {
          block.cross.attention.remember(cache.memory, stream);
        }
      }
    } else if (conditionUp != null && conditionDown != null) {
      conditionUp.forward(cache.features, 1, cache.normed);
      kernels.gelu(cache.normed, 0, cache.normed, 0, d);
      conditionDown.forward(cache.normed, 0, 1, cache.conditions, stream * d);
      addClasses(conditions.classWeights(), cache.conditions, stream * d);
    }
  }

  private void addClasses(float[] weights, float[] out, int offset) {
    int d = config.dModel();
    for (int c = 0; c < weights.length; c++) {
      for (int i = 0; weights[c] != 0 && i < d; i++) {
        out[offset + i] += weights[c] * classes[c * d + i];
      }
    }
  }

  /// One pass: row `r` is the next step of stream `streams[r]`, after the tokens of the step before
  /// it. Several rows may belong to one stream, in the order of its steps. Logits can then be read
  /// with [#logits].
  ///
  /// @param streams `[row]`
  /// @param tokens `[row][codebook]`, flat: what the step before held; start tokens for the first
  public void forward(KvCache cache, int rows, int[] streams, int[] tokens) {
    for (int row = 0; row < rows; row++) {
      cache.append(row, streams[row]);
      embed(cache, row, tokens);
    }
    for (Block block : blocks) {
      block.attentionNorm.forward(cache.hidden, rows, cache.normed);
      block.attention.forward(cache, rows);
      kernels.add(cache.normed, 0, cache.hidden, 0, rows * config.dModel());
      if (block.cross != null) {
        block.cross.norm.forward(cache.hidden, rows, cache.normed);
        block.cross.attention.forward(cache, rows);
        kernels.add(cache.normed, 0, cache.hidden, 0, rows * config.dModel());
      }
      block.mlpNorm.forward(cache.hidden, rows, cache.normed);
      block.mlp.forward(cache, rows);
      kernels.add(cache.normed, 0, cache.hidden, 0, rows * config.dModel());
    }
    norm.forward(cache.hidden, rows, cache.normed);
  }

  /// The logits of one codebook for the first `rows` rows of the last pass: `[row][codebookSize +
  /// 1]`.
  public void logits(KvCache cache, int rows, int codebook, float[] out) {
    heads[codebook].forward(cache.normed, rows, out);
  }

  private void embed(KvCache cache, int row, int[] tokens) {
    int d = config.dModel();
    int at = row * d;
    System.arraycopy(cache.conditions, cache.rowStream[row] * d, cache.hidden, at, d);
    if (positions.length > 0) {
      kernels.add(positions, cache.rowStep[row] * d, cache.hidden, at, d);
    }
    for (int k = 0; k < config.codebooks(); k++) {
      int token = tokens[row * config.codebooks() + k];
      kernels.add(embeddings[k], token * d, cache.hidden, at, d);
    }
  }
}
