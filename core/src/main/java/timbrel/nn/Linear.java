package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.WeightMap;

/// A linear map of every frame: `out[t] = W in[t] + b`.
public final class Linear {
  private static final Kernels KERNELS = Kernels.chosen();
  private static final float[] NONE = {};

  private final PackedMatrix weight;

  /// @param weight `[outputs][inputs]`
  /// @param bias `[outputs]`, or empty for none
  public Linear(float[] weight, float[] bias, int outputs, int inputs) {
    this.weight = PackedMatrix.of(weight, bias, outputs, inputs);
  }

  /// From `weight [outputs, inputs]` and, where there is one, `bias [outputs]`.
  public static Linear from(WeightMap weights, int outputs, int inputs) {
    float[] bias = weights.contains("bias") ? weights.require("bias", outputs) : NONE;
    return new Linear(weights.require("weight", outputs, inputs), bias, outputs, inputs);
  }

  /// Values in a frame of the input.
  public int inputs() {
    return weight.in();
  }

  /// Values in a frame of the output.
  public int outputs() {
    return weight.out();
  }

  /// Maps `frames` frames of `in` to `out`, which is another array.
  public void forward(float[] in, int frames, float[] out) {
    forward(in, 0, frames, out, 0);
  }

  /// As above, from and to frames that start anywhere in the arrays.
  public void forward(float[] in, int inOffset, int frames, float[] out, int outOffset) {
    KERNELS.matmul(in, inOffset, weight.in(), frames, weight, out, outOffset, weight.out());
  }
}
