package timbrel.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Weights that have learnt nothing, of the size that trained ones have: they sound like noise and
/// cost the same time.
public final class RandomWeights {
  private RandomWeights() {}

  /// Weights for the given shapes by name: norms pass what they get, matrices keep its variance.
  public static WeightMap of(Map<String, int[]> shapes, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, Tensor> tensors = new HashMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, tensor(name, shape, random)));
    return WeightMap.of("random", tensors);
  }

  private static Tensor tensor(String name, int[] shape, RandomGenerator random) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = value(name, shape, size, random);
    }
    return Tensor.of(values, shape);
  }

  private static float value(String name, int[] shape, int size, RandomGenerator random) {
    if (name.endsWith("norm.weight")) {
      return 1;
    }
    if (name.endsWith("gamma")) {
      return 0.3f;
    }
    double deviation = shape.length == 1 ? 0.1 : 1 / Math.sqrt(size / (double) shape[0]);
    return (float) (deviation * random.nextGaussian());
  }
}
