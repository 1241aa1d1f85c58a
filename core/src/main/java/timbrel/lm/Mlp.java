package timbrel.lm;

import org.jspecify.annotations.Nullable;
import timbrel.nn.Linear;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// A transformer's multilayer perceptron: `down(activation(up(x)))`, or with SwiGLU
/// `down(silu(gate(x)) * up(x))`.
final class Mlp {
  private final Kernels kernels = Kernels.chosen();
  private final MlpActivation activation;
  private final int ffn;
  private final @Nullable Linear gate; // SwiGLU only
  private final Linear up;
  private final Linear down;

  Mlp(LmConfig config, WeightMap weights) {
    activation = config.activation();
    ffn = config.ffn();
    int dModel = config.dModel();
    gate =
        activation == MlpActivation.SWIGLU
            ? Linear.from(weights.withPrefix("gate."), ffn, dModel)
            : null;
    up = Linear.from(weights.withPrefix("up."), ffn, dModel);
    down = Linear.from(weights.withPrefix("down."), dModel, ffn);
  }

  /// From the first `rows` rows of `cache.normed` into the same rows.
  void forward(KvCache cache, int rows) {
    forward(cache.normed, rows, cache.inner, cache.gate);
  }

  /// @param x `[rows x dModel]`, read and then written
  /// @param inner room for `[rows x ffn]`
  /// @param gates likewise, for SwiGLU
  void forward(float[] x, int rows, float[] inner, float[] gates) {
    up.forward(x, rows, inner);
    int length = rows * ffn;
    if (gate != null) {
      gate.forward(x, rows, gates);
      kernels.silu(gates, 0, gates, 0, length);
      kernels.multiply(gates, 0, inner, 0, length);
    } else if (activation == MlpActivation.GELU) {
      kernels.gelu(inner, 0, inner, 0, length);
    } else {
      kernels.relu(inner, 0, inner, 0, length);
    }
    down.forward(inner, rows, x);
  }
}
