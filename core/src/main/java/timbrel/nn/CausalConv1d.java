package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.WeightMap;

/// A convolution along time that looks at no later frame than the newest of its stride: output `t`
/// is made of the `kernelSize` input frames up to and including frame `(t + 1) * stride - 1`.
/// Frames before the first are zeros.
///
/// Computed as one matrix product whose rows overlap: row `t` is the `kernelSize * inChannels`
/// values from frame `t * stride` of the window on.
public final class CausalConv1d {
  private static final Kernels KERNELS = Kernels.chosen();

  private final PackedMatrix weight; // inputs ordered by tap, then channel
  private final int inChannels;
  private final int kernelSize;
  private final int stride;

  /// What a layer is made of.
  ///
  /// @param inChannels values in a frame of the input
  /// @param outChannels values in a frame of the output
  /// @param kernelSize input frames that make an output frame
  /// @param stride input frames to one output frame, at most `kernelSize`
  public record Config(int inChannels, int outChannels, int kernelSize, int stride) {
    /// Checks the numbers.
    public Config {
      if (inChannels < 1 || outChannels < 1) {
        throw new IllegalArgumentException(
            inChannels + " to " + outChannels + " channels, expected at least 1 of each");
      }
      if (stride < 1 || kernelSize < stride) {
        throw new IllegalArgumentException(
            "stride " + stride + " of kernelSize " + kernelSize + ", expected 1 to kernelSize");
      }
    }
  }

  /// The last `kernelSize - stride` frames of a stream.
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

  /// @param weight `[outChannels][inChannels][kernelSize]`
  /// @param bias `[outChannels]`, or empty for none
  public CausalConv1d(Config config, float[] weight, float[] bias) {
    int in = config.inChannels();
    int out = config.outChannels();
    int taps = config.kernelSize();
    this.inChannels = in;
    this.kernelSize = taps;
    this.stride = config.stride();
    if (weight.length != (long) out * in * taps) {
      throw new IllegalArgumentException(
          "weight has " + weight.length + " values, expected " + out + " x " + in + " x " + taps);
    }
    float[] byTap = new float[weight.length];
    for (int o = 0; o < out; o++) {
      for (int c = 0; c < in; c++) {
        for (int k = 0; k < taps; k++) {
          byTap[(o * taps + k) * in + c] = weight[(o * in + c) * taps + k];
        }
      }
    }
    this.weight = PackedMatrix.of(byTap, bias, out, taps * in);
  }

  /// From `weight [outChannels, inChannels, kernelSize]` and, where there is one, `bias
  /// [outChannels]`.
  public static CausalConv1d from(WeightMap weights, Config config) {
    int out = config.outChannels();
    float[] bias = weights.contains("bias") ? weights.require("bias", out) : new float[0];
    return new CausalConv1d(
        config, weights.require("weight", out, config.inChannels(), config.kernelSize()), bias);
  }

  /// A new stream, of blocks of at most `maxFrames` input frames.
  public State newState(int maxFrames) {
    return new State(new FrameWindow(inChannels, kernelSize - stride, maxFrames));
  }

  /// Makes the next `frames / stride` frames of `out` of the next `frames` frames of `in`, a
  /// multiple of the stride. `out` may be `in` where it is long enough.
  public void forward(float[] in, int frames, State state, float[] out) {
    if (frames % stride != 0) {
      throw new IllegalArgumentException(
          "block of " + frames + " frames, expected a multiple of the stride, " + stride);
    }
    state.window.append(in, frames);
    KERNELS.matmul(
        state.window.values(),
        0,
        stride * inChannels,
        frames / stride,
        weight,
        out,
        0,
        weight.out());
    state.window.advance(frames);
  }
}
