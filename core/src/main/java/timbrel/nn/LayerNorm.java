package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// Layer normalization over the channels of each frame (Ba, Kiros and Hinton 2016, section 3).
public final class LayerNorm {
  /// Added to the variance; PyTorch's default.
  public static final float EPSILON = 1e-5f;

  private static final Kernels KERNELS = Kernels.chosen();

  private final float[] gain;
  private final float[] shift;

  /// @param gain `[channels]`
  /// @param shift `[channels]`
  public LayerNorm(float[] gain, float[] shift) {
    if (gain.length != shift.length) {
      throw new IllegalArgumentException(
          "shift has " + shift.length + " channels, expected those of gain, " + gain.length);
    }
    this.gain = gain.clone();
    this.shift = shift.clone();
  }

  /// From `weight [channels]` and `bias [channels]`.
  public static LayerNorm from(WeightMap weights, int channels) {
    return new LayerNorm(weights.require("weight", channels), weights.require("bias", channels));
  }

  /// Normalizes `frames` frames of `in` to `out`, which may be `in`.
  public void forward(float[] in, int frames, float[] out) {
    KERNELS.layerNorm(in, frames, gain, shift, EPSILON, out);
  }
}
