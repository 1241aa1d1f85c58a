package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// A causal convolution along time of each channel on its own: frame `t` is made of the
/// `kernelSize` frames up to and including `t`. Frames before the first are zeros.
public final class DepthwiseCausalConv1d {
  private static final Kernels KERNELS = Kernels.chosen();

  private final float[] weight; // [kernelSize][channels]
  private final float[] bias;
  private final int kernelSize;

  /// The last `kernelSize - 1` frames of a stream.
  public static final class State {
    private final FrameWindow window;

    private State(FrameWindow window) {
      this.window = window;
    }

    /// Forgets the stream, as if nothing had come yet.
    public void reset() {
      window.reset();
    }
  }

  /// @param weight `[channels][kernelSize]`
  /// @param bias `[channels]`
  public DepthwiseCausalConv1d(int kernelSize, float[] weight, float[] bias) {
    int channels = bias.length;
    if (kernelSize < 1 || weight.length != (long) channels * kernelSize) {
      throw new IllegalArgumentException(
          "weight has " + weight.length + " values, expected " + channels + " x " + kernelSize);
    }
    this.weight = new float[weight.length];
    this.bias = bias.clone();
    this.kernelSize = kernelSize;
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < kernelSize; k++) {
        this.weight[k * channels + c] = weight[c * kernelSize + k];
      }
    }
  }

  /// From `weight [channels, 1, kernelSize]` and `bias [channels]`.
  public static DepthwiseCausalConv1d from(WeightMap weights, int channels, int kernelSize) {
    return new DepthwiseCausalConv1d(
        kernelSize,
        weights.require("weight", channels, 1, kernelSize),
        weights.require("bias", channels));
  }

  /// A new stream, of blocks of at most `maxFrames` frames.
  public State newState(int maxFrames) {
    return new State(new FrameWindow(bias.length, kernelSize - 1, maxFrames));
  }

  /// Makes the next `frames` frames of `out`, which may be `in`.
  public void forward(float[] in, int frames, State state, float[] out) {
    state.window.append(in, frames);
    KERNELS.depthwise(state.window.values(), weight, bias, frames, out);
    state.window.advance(frames);
  }
}
