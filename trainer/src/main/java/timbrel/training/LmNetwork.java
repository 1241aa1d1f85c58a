package timbrel.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.PositionTables;
import timbrel.lm.Positions;

/// The token model on libtorch: the same computation as [timbrel.lm.TokenModel], for whole batches
/// and with gradients.
final class LmNetwork {
  private static final double NORM_EPSILON = 1e-5;

  private final LmConfig config;
  private final Parameters parameters;
  private final Tensor cosines; // [steps, 1, 1, headDim / 2], empty unless rotary
  private final Tensor sines;
  private final Tensor sinusoids; // [steps, dModel], empty unless sinusoidal

  /// A network over given parameters.
  LmNetwork(LmConfig config, Parameters parameters) {
    this.config = config;
    this.parameters = parameters;
    int steps = config.maxSteps();
    boolean rotary = config.positions() == Positions.ROTARY;
    int half = rotary ? config.headDim() / 2 : 0;
    cosines = angles(rotary ? PositionTables.rotaryCosines(steps, 2 * half) : new float[0], half);
    sines = angles(rotary ? PositionTables.rotarySines(steps, 2 * half) : new float[0], half);
    boolean sinusoidal = config.positions() == Positions.SINUSOIDAL;
    float[] table = sinusoidal ? PositionTables.sinusoids(steps, config.dModel()) : new float[0];
    sinusoids = Torch.keep(() -> Torch.tensor(table, sinusoidal ? steps : 0, config.dModel()));
  }

  private static Tensor angles(float[] table, int half) {
    return Torch.keep(() -> Torch.tensor(table, half == 0 ? 0 : table.length / half, 1, 1, half));
  }

  /// New parameters with the start values of a network that has learnt nothing.
  static Parameters start(LmConfig config, RandomGenerator random) {
    Parameters parameters = new Parameters();
    config
        .shapes()
        .forEach((name, dimensions) -> {
          long[] shape = Arrays.stream(dimensions).asLongStream().toArray();
          if (name.endsWith(".bias")) {
            parameters.addZeros(name, shape);
          } else if (shape.length == 1) {
            parameters.addOnes(name, shape);
          } else {
            parameters.addNormal(name, deviation(config, name, dimensions), random, shape);
          }
        });
    return parameters;
  }

  /// Matrices keep the variance of their input; what is added to the residual stream is smaller the
  /// more layers add to it; heads start almost even, so that the first loss is that of guessing.
  private static double deviation(LmConfig config, String name, int[] shape) {
    double fanIn = 1 / Math.sqrt(shape[1]);
    if (name.startsWith("lm.heads.")) {
      return 0.2 * fanIn;
    }
    boolean intoResidual =
        name.endsWith("attention.out.weight")
            || name.endsWith("cross.out.weight")
            || name.endsWith("down.weight");
    return intoResidual ? fanIn / Math.sqrt(2.0 * config.layers()) : fanIn;
  }

  Parameters parameters() {
    return parameters;
  }

  /// The last layer's output for every step: `[sounds * steps, dModel]`.
  ///
  /// @param dropout share of activations that are dropped; 0 outside training
  Tensor hidden(LmBatch batch, double dropout) {
    Tensor x = embed(batch);
    x = drop(x, dropout);
    TensorOptional bias = attentionBias(batch.steps);
    Tensor memory = config.encoderLayers() == 0 ? null : encode(batch, dropout);
    for (int layer = 0; layer < config.layers(); layer++) {
      String block = "lm.blocks." + layer + ".";
      Tensor attended = attention(norm(x, block + "attention_norm"), block, bias);
      x = x.add(drop(attended, dropout));
      if (memory != null) {
        Tensor looked = crossAttention(norm(x, block + "cross_norm"), memory, block);
        x = x.add(drop(looked, dropout));
      }
      x = x.add(drop(mlp(norm(x, block + "mlp_norm"), block), dropout));
    }
    return norm(x, "lm.norm").view(-1, config.dModel());
  }

  /// The logits of one codebook: `[rows, codebookSize + 1]`.
  ///
  /// @param hidden `[rows, dModel]`
  Tensor logits(Tensor hidden, int codebook) {
    return torch.linear(hidden, parameters.get("lm.heads." + codebook + ".weight"));
  }

  /// The logits of codebook `k` where it has a target: `[target][choice]`.
  ///
  /// @param hidden of the batch that the targets are of
  Tensor logitsOfTargets(Tensor hidden, LmBatch.Targets targets, int k) {
    Tensor rows = Torch.indices(targets.rows(), targets.rows().length);
    return logits(torch.index_select(hidden, 0, rows), k);
  }

  private Tensor embed(LmBatch batch) {
    Tensor x =
        config.encoderLayers() == 0
            ? condition(batch).unsqueeze(1)
            : torch.zeros(batch.sounds, 1, config.dModel());
    Tensor tokens = Torch.indices(batch.tokens, config.codebooks(), batch.sounds, batch.steps);
    for (int k = 0; k < config.codebooks(); k++) {
      Tensor table = parameters.get("lm.embed." + k + ".weight");
      x = x.add(torch.embedding(table, tokens.select(0, k)));
    }
    return switch (config.positions()) {
      case SINUSOIDAL -> x.add(sinusoids.narrow(0, 0, batch.steps));
      case LEARNED -> x.add(parameters.get("lm.positions.weight").narrow(0, 0, batch.steps));
      case ROTARY, ALIBI, NONE -> x;
    };
  }

  /// `[sounds, dModel]`
  private Tensor condition(LmBatch batch) {
    Tensor features = Torch.tensor(batch.features, batch.sounds, config.knobFeatures());
    Tensor up = torch.gelu(affine("lm.condition.up", features), "tanh");
    Tensor classes = Torch.tensor(batch.classWeights, batch.sounds, config.classes());
    return affine("lm.condition.down", up)
        .add(classes.matmul(parameters.get("lm.condition.classes.weight")));
  }

  /// The conditions as the encoder of an encoder-decoder reads them, `[sounds, tokens, dModel]`.
  private Tensor encode(LmBatch batch, double dropout) {
    int values = config.conditionTokens() - 1;
    Tensor features = Torch.tensor(batch.features, batch.sounds, 2, values).unsqueeze(-1);
    Tensor told =
        features
            .select(1, 0)
            .mul(parameters.get("lm.encoder.values.weight"))
            .add(features.select(1, 1).mul(parameters.get("lm.encoder.presences.weight")));
    Tensor classes =
        Torch.tensor(batch.classWeights, batch.sounds, config.classes())
            .matmul(parameters.get("lm.condition.classes.weight"))
            .unsqueeze(1);
    Tensor x = Torch.concatenate(1, classes, told).add(parameters.get("lm.encoder.slots.weight"));
    x = drop(x, dropout);
    for (int layer = 0; layer < config.encoderLayers(); layer++) {
      String block = "lm.encoder.blocks." + layer + ".";
      Tensor attended = attentionToAll(norm(x, block + "attention_norm"), block);
      x = x.add(drop(attended, dropout));
      x = x.add(drop(mlp(norm(x, block + "mlp_norm"), block), dropout));
    }
    return norm(x, "lm.encoder.norm");
  }

  private Tensor attentionToAll(Tensor x, String block) {
    Tensor qkv =
        torch
            .linear(x, parameters.get(block + "attention.qkv.weight"))
            .view(x.size(0), x.size(1), 3, config.heads(), config.headDim());
    Tensor attended = attend(qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2));
    return torch.linear(attended, parameters.get(block + "attention.out.weight"));
  }

  /// @param memory what the encoder read, `[sounds, tokens, dModel]`
  private Tensor crossAttention(Tensor x, Tensor memory, String block) {
    Tensor queries =
        torch
            .linear(x, parameters.get(block + "cross.q.weight"))
            .view(x.size(0), x.size(1), config.heads(), config.headDim());
    Tensor keysAndValues =
        torch
            .linear(memory, parameters.get(block + "cross.kv.weight"))
            .view(memory.size(0), memory.size(1), 2, config.heads(), config.headDim());
    Tensor attended = attend(queries, keysAndValues.select(2, 0), keysAndValues.select(2, 1));
    return torch.linear(attended, parameters.get(block + "cross.out.weight"));
  }

  /// Every query attends to every key; all are `[sounds, tokens, heads, headDim]`.
  private Tensor attend(Tensor queries, Tensor keys, Tensor values) {
    Tensor attended =
        torch.scaled_dot_product_attention(
            queries.transpose(1, 2),
            keys.transpose(1, 2),
            values.transpose(1, 2),
            new TensorOptional(),
            0,
            false,
            new DoubleOptional(),
            false);
    return attended.transpose(1, 2).reshape(queries.size(0), queries.size(1), config.dModel());
  }

  /// What ALiBi adds to attention scores, `[heads, steps, steps]`; empty for other positions.
  private TensorOptional attentionBias(int steps) {
    if (config.positions() != Positions.ALIBI) {
      return new TensorOptional();
    }
    Tensor step = torch.arange(new Scalar(steps)).to(torch.ScalarType.Float);
    Tensor distance = step.unsqueeze(1).sub(step.unsqueeze(0));
    Tensor slopes = Torch.tensor(PositionTables.alibiSlopes(config.heads()), config.heads(), 1, 1);
    Tensor future = distance.lt(new Scalar(0));
    return new TensorOptional(
        slopes.neg().mul(distance).masked_fill(future, new Scalar(Float.NEGATIVE_INFINITY)));
  }

  /// @param x `[sounds, steps, dModel]`
  private Tensor attention(Tensor x, String block, TensorOptional bias) {
    long sounds = x.size(0);
    long steps = x.size(1);
    Tensor qkv =
        torch
            .linear(x, parameters.get(block + "attention.qkv.weight"))
            .view(sounds, steps, 3, config.heads(), config.headDim());
    Tensor queriesAndKeys = qkv.narrow(2, 0, 2);
    if (config.positions() == Positions.ROTARY) {
      queriesAndKeys = turn(queriesAndKeys, steps);
    }
    Tensor attended =
        torch.scaled_dot_product_attention(
            queriesAndKeys.select(2, 0).transpose(1, 2),
            queriesAndKeys.select(2, 1).transpose(1, 2),
            qkv.select(2, 2).transpose(1, 2),
            bias,
            0,
            !bias.has_value(),
            new DoubleOptional(),
            false);
    return torch.linear(
        attended.transpose(1, 2).reshape(sounds, steps, config.dModel()),
        parameters.get(block + "attention.out.weight"));
  }

  /// Rotary positions: dimensions `i` and `i + half` of each head are a plane.
  private Tensor turn(Tensor x, long steps) {
    long half = config.headDim() / 2;
    Tensor cosine = cosines.narrow(0, 0, steps);
    Tensor sine = sines.narrow(0, 0, steps);
    Tensor a = x.narrow(-1, 0, half);
    Tensor b = x.narrow(-1, half, half);
    return torch.cat(
        new TensorVector(a.mul(cosine).sub(b.mul(sine)), b.mul(cosine).add(a.mul(sine))), -1);
  }

  private Tensor mlp(Tensor x, String block) {
    Tensor inner = torch.linear(x, parameters.get(block + "mlp.up.weight"));
    if (config.activation() == MlpActivation.SWIGLU) {
      inner = torch.silu(torch.linear(x, parameters.get(block + "mlp.gate.weight"))).mul(inner);
    } else if (config.activation() == MlpActivation.GELU) {
      inner = torch.gelu(inner, "tanh");
    } else {
      inner = torch.relu(inner);
    }
    return torch.linear(inner, parameters.get(block + "mlp.down.weight"));
  }

  private Tensor norm(Tensor x, String name) {
    return torch.layer_norm(
        x,
        new long[] {config.dModel()},
        new TensorOptional(parameters.get(name + ".weight")),
        new TensorOptional(parameters.get(name + ".bias")),
        NORM_EPSILON,
        false);
  }

  private Tensor affine(String name, Tensor x) {
    return torch.linear(x, parameters.get(name + ".weight"), parameters.get(name + ".bias"));
  }

  private static Tensor drop(Tensor x, double share) {
    return share > 0 ? torch.dropout(x, share, true) : x;
  }
}
