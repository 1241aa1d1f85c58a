package timbrel.lm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Small token models with random weights.
public final class TinyModels {
  private TinyModels() {}

  public static LmConfig config(
      Positions positions, MlpActivation activation, CodebookPattern pattern) {
    return new LmConfig(3, 11, 16, 2, 2, 24, positions, activation, pattern, 9, 4, 2, 0);
  }

  public static LmConfig config() {
    return config(Positions.ROTARY, MlpActivation.GELU, CodebookPattern.DELAY);
  }

  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public static WeightMap weights(LmConfig config, long seed) {
    RandomGenerator random = random(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    config
        .shapes()
        .forEach((name, shape) -> {
          boolean gain = name.endsWith("norm.weight");
          double scale = shape.length > 1 ? 1.5 / Math.sqrt(shape[1]) : 0.1;
          int size = 1;
          for (int dimension : shape) {
            size *= dimension;
          }
          float[] data = new float[size];
          for (int i = 0; i < size; i++) {
            data[i] = (float) ((gain ? 1 : 0) + scale * random.nextGaussian());
          }
          tensors.put(name, new Tensor(shape, data));
        });
    return WeightMap.of("tiny", tensors);
  }

  public static TokenModel model(LmConfig config, long seed) {
    return TokenModel.from(config, weights(config, seed));
  }

  public static Conditions conditions(LmConfig config, long seed) {
    RandomGenerator random = random(seed);
    Conditions conditions =
        Conditions.ofClass(config, random.nextInt(config.classes()))
            .withVelocity(random.nextFloat());
    return conditions.withKnob(0, random.nextFloat());
  }
}
