package timbrel.training;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.StackConfig;

/// Causal ConvNeXt blocks (Liu et al. 2022, section 2.6, in one dimension as in Vocos): depthwise
/// convolution, layer norm, multilayer perceptron, layer scale, residual.
///
/// Unlike the papers the convolution sees only the past, padded with zeros, so that a stream gives
/// the same result; and GELU is the tanh form, which the player computes with its own polynomial.
final class ConvNeXtStack {
  private static final double NORM_EPSILON = 1e-5;

  private final String prefix;
  private final StackConfig config;
  private final Parameters parameters;

  ConvNeXtStack(String prefix, StackConfig config, Parameters parameters) {
    this.prefix = prefix;
    this.config = config;
    this.parameters = parameters;
  }

  void initialize(RandomGenerator random) {
    int d = config.channels();
    int h = config.hidden();
    for (int i = 0; i < config.blocks(); i++) {
      String block = prefix + "." + i;
      parameters.addAffine(block + ".dw", random, d, 1, config.kernel());
      initializeNorm(parameters, block + ".norm", d);
      parameters.addAffine(block + ".up", random, h, d);
      parameters.addAffine(block + ".down", random, d, h);
      // Blocks start small, so that a deep stack starts near the identity.
      parameters.addConstant(block + ".gamma", 1f / Math.max(1, config.blocks()), d);
    }
  }

  /// @param x `[batch, frames, channels]`
  /// @return the same shape
  Tensor forward(Tensor x) {
    for (int i = 0; i < config.blocks(); i++) {
      x = block(x, prefix + "." + i);
    }
    return x;
  }

  private Tensor block(Tensor x, String name) {
    Tensor time = torch.pad(x.transpose(1, 2), config.kernel() - 1, 0);
    Tensor y =
        torch.conv1d(
            time,
            parameters.get(name + ".dw.weight"),
            new TensorOptional(parameters.get(name + ".dw.bias")),
            new long[] {1},
            new long[] {0},
            new long[] {1},
            config.channels());
    y = norm(parameters, name + ".norm", y.transpose(1, 2).contiguous(), config.channels());
    y = torch.gelu(affine(parameters, name + ".up", y), "tanh");
    y = affine(parameters, name + ".down", y).mul(parameters.get(name + ".gamma"));
    return x.add(y);
  }

  static void initializeNorm(Parameters parameters, String name, int channels) {
    parameters.addOnes(name + ".weight", channels).addZeros(name + ".bias", channels);
  }

  static Tensor norm(Parameters parameters, String name, Tensor x, int channels) {
    return torch.layer_norm(
        x,
        new long[] {channels},
        new TensorOptional(parameters.get(name + ".weight")),
        new TensorOptional(parameters.get(name + ".bias")),
        NORM_EPSILON,
        false);
  }

  static Tensor affine(Parameters parameters, String name, Tensor x) {
    return torch.linear(x, parameters.get(name + ".weight"), parameters.get(name + ".bias"));
  }
}
