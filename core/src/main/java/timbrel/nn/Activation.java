package timbrel.nn;

import timbrel.nn.kernels.Kernels;

/// A function of each value on its own.
public enum Activation {
  /// The value itself.
  IDENTITY,
  /// max(x, 0).
  RELU,
  /// x where positive, else e^x - 1 (Clevert et al. 2015).
  ELU,
  /// The tanh form of GELU, PyTorch's `approximate="tanh"` (Hendrycks and Gimpel 2016).
  GELU,
  /// x · sigmoid(x), the gate of SwiGLU (Shazeer 2020).
  SILU,
  /// The hyperbolic tangent.
  TANH;

  /// Applies the function to `length` values of `x` from `offset` on, in place.
  public void apply(float[] x, int offset, int length) {
    Kernels kernels = Kernels.chosen();
    switch (this) {
      case IDENTITY -> {}
      case RELU -> kernels.relu(x, offset, x, offset, length);
      case ELU -> kernels.elu(x, offset, x, offset, length);
      case GELU -> kernels.gelu(x, offset, x, offset, length);
      case SILU -> kernels.silu(x, offset, x, offset, length);
      case TANH -> kernels.tanh(x, offset, x, offset, length);
    }
  }
}
