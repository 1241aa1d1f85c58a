package timbrel.learning;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import timbrel.codec.pretrained.PretrainedCodec;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// The weights of a codec that others have trained, under the names that they have in an
/// instrument.
public final class PretrainedWeights {
  private static final String PREFIX = "codec.";

  private PretrainedWeights() {}

  /// Those of a model folder.
  public static Map<String, Tensor> of(Path folder) {
    Map<String, Tensor> weights = new TreeMap<>();
    PretrainedCodec.tensors(folder).forEach((name, tensor) -> weights.put(PREFIX + name, tensor));
    return weights;
  }

  /// Those of an instrument.
  static Map<String, Tensor> of(WeightMap instrument) {
    Map<String, Tensor> weights = new TreeMap<>();
    for (String name : instrument.withPrefix(PREFIX).names()) {
      weights.put(PREFIX + name, instrument.tensor(PREFIX + name));
    }
    return weights;
  }
}
