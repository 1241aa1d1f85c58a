package timbrel.nn;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Random numbers for tests, the same on every run.
public final class Noise {
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20_26);

  /// Gaussian values.
  public float[] values(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /// Weights of a ConvNeXt block.
  public WeightMap convNeXt(ConvNeXtBlock.Config config) {
    int d = config.channels();
    int h = config.hiddenChannels();
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("dw.weight", tensor(d, 1, config.kernelSize()));
    tensors.put("dw.bias", tensor(d));
    tensors.put("norm.weight", tensor(d));
    tensors.put("norm.bias", tensor(d));
    tensors.put("up.weight", tensor(h, d));
    tensors.put("up.bias", tensor(h));
    tensors.put("down.weight", tensor(d, h));
    tensors.put("down.bias", tensor(d));
    tensors.put("gamma", tensor(d));
    return WeightMap.of("noise", tensors);
  }

  private Tensor tensor(int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return new Tensor(shape, values(size));
  }
}
