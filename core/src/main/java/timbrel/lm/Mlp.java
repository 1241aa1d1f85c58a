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
    up.forward(cache.normed, rows, cache.inner);
    int length = rows * ffn;
    if (gate != null) {
      gate.forward(cache.normed, rows, cache.gate);
      kernels.silu(cache.gate, 0, cache.gate, 0, length);
      kernels.multiply(cache.gate, 0, cache.inner, 0, length);
    } else if (activation == MlpActivation.GELU) {
      kernels.gelu(cache.inner, 0, cache.inner, 0, length);
    } else {
      kernels.relu(cache.inner, 0, cache.inner, 0, length);
    }
    down.forward(cache.inner, rows, cache.normed);
  }
}
