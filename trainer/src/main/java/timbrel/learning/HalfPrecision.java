package timbrel.learning;

import java.util.Map;
import java.util.TreeMap;
import timbrel.nn.weights.Tensor;

/// Weights as an instrument file keeps them: 16-bit floats. What is learnt after a part is rounded
/// is learnt from the rounded part, so that trainer and player hear the same.
final class HalfPrecision {
  private HalfPrecision() {}

  static Map<String, Tensor> rounded(Map<String, Tensor> weights) {
    Map<String, Tensor> rounded = new TreeMap<>();
    weights.forEach((name, tensor) -> rounded.put(name, rounded(tensor)));
    return rounded;
  }

  private static Tensor rounded(Tensor tensor) {
    float[] data = new float[tensor.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = Float.float16ToFloat(Float.floatToFloat16(tensor.data()[i]));
    }
    return new Tensor(tensor.shape(), data);
  }
}
