package timbrel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.codec.Codes;
import timbrel.lm.CodebookPattern;
import timbrel.lm.Conditions;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.Positions;
import timbrel.nn.weights.Tensor;

/// Small token models and sounds for tests.
final class TinyLm {
  static final LmConfig CONFIG =
      new LmConfig(
          3,
          12,
          32,
          2,
          2,
          64,
          Positions.ROTARY,
          MlpActivation.GELU,
          CodebookPattern.DELAY,
          12,
          4,
          2,
          0);

  /// Everything shown, nothing weighted.
  static final LmTrainingConfig PLAIN =
      new LmTrainingConfig(8, 3e-3, 10, 0, 1, 0.9, 2, 1, 0, 0, 0, 0, 0);

  private TinyLm() {}

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static LmConfig config(Positions positions, MlpActivation activation, CodebookPattern pattern) {
    RandomGenerator random = random(positions.ordinal() * 9 + activation.ordinal() * 3);
    int headDim = 2 * (1 + random.nextInt(6));
    int heads = 1 + random.nextInt(4);
    return new LmConfig(
        1 + random.nextInt(5),
        2 + random.nextInt(40),
        headDim * heads,
        1 + random.nextInt(3),
        heads,
        1 + random.nextInt(50),
        positions,
        activation,
        pattern,
        2 + random.nextInt(12),
        1 + random.nextInt(5),
        random.nextInt(5),
        0.2);
  }

  static Codes codes(LmConfig config, int frames, RandomGenerator random) {
    int[][] codes = new int[config.codebooks()][frames];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> random.nextInt(config.codebookSize()));
    }
    return new Codes(codes);
  }

  static Conditions conditions(LmConfig config, RandomGenerator random) {
    float[] knobs = new float[config.descriptors()];
    for (int i = 0; i < knobs.length; i++) {
      knobs[i] = random.nextBoolean() ? random.nextFloat() : Float.NaN;
    }
    return Conditions.ofClass(config, random.nextInt(config.classes()))
        .morph(Conditions.ofClass(config, random.nextInt(config.classes())), random.nextFloat())
        .morph(new Conditions(new float[0], knobs, random.nextFloat()), 0.5f);
  }

  /// Eight short sounds of random codes, told apart by their classes and velocities.
  static List<LmExample> eightSounds() {
    RandomGenerator random = random(4);
    List<LmExample> examples = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Conditions conditions =
          Conditions.ofClass(CONFIG, i % 4).withVelocity(i / 4).withKnob(0, i / 8f);
      examples.add(new LmExample(codes(CONFIG, 2 + i, random), conditions, 1));
    }
    return examples;
  }

  /// Weights far from their start values, so that every part of the network matters.
  static Map<String, Tensor> loudWeights(LmConfig config, long seed) {
    RandomGenerator random = random(seed);
    Map<String, Tensor> weights = LmNetwork.start(config, random).values();
    weights.forEach((name, tensor) -> {
      for (int i = 0; i < tensor.data().length; i++) {
        tensor.data()[i] += (float) (0.2 * random.nextGaussian());
      }
    });
    return weights;
  }
}
