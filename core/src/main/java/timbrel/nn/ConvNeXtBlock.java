package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.weights.WeightMap;

/// A ConvNeXt block along time (Liu et al. 2022, "A ConvNet for the 2020s", figure 4; Siuzdak 2023,
/// "Vocos", section 3): depthwise convolution, layer norm, up to a wider frame, GELU, down again,
/// scaled per channel, added to the input.
///
/// Unlike the papers the convolution is causal, and GELU is the tanh form.
public final class ConvNeXtBlock {
  private static final Kernels KERNELS = Kernels.chosen();

  private final DepthwiseCausalConv1d depthwise;
  private final LayerNorm norm;
  private final Linear up;
  private final Linear down;
  private final float[] gamma;

  /// What a block is made of.
  ///
  /// @param channels values in a frame
  /// @param hiddenChannels values in the wider frame
  /// @param kernelSize frames that the convolution sees
  public record Config(int channels, int hiddenChannels, int kernelSize) {
    /// Checks the numbers.
    public Config {
      if (channels < 1 || hiddenChannels < 1 || kernelSize < 1) {
        throw new IllegalArgumentException(
            "channels "
                + channels
                + ", hiddenChannels "
                + hiddenChannels
                + ", kernelSize "
                + kernelSize
                + ", expected at least 1 of each");
      }
    }
  }

  /// Room for what a block computes on its way. It remembers nothing, so that blocks of equal sizes
  /// which follow each other share one, and their numbers stay in the cache.
  public static final class Scratch {
    private final float[] narrow; // [maxFrames][channels]
    private final float[] wide; // [maxFrames][hiddenChannels]

    private Scratch(int maxFrames, int channels, int hiddenChannels) {
      narrow = new float[Math.multiplyExact(maxFrames, channels)];
      wide = new float[Math.multiplyExact(maxFrames, hiddenChannels)];
    }
  }

  /// What a stream remembers.
  public static final class State {
    private final DepthwiseCausalConv1d.State depthwise;
    private final Scratch scratch;

    private State(DepthwiseCausalConv1d.State depthwise, Scratch scratch) {
      this.depthwise = depthwise;
      this.scratch = scratch;
    }

    /// Forgets the stream, as if nothing had come yet.
    public void reset() {
      depthwise.reset();
    }
  }

  private ConvNeXtBlock(
      DepthwiseCausalConv1d depthwise, LayerNorm norm, Linear up, Linear down, float[] gamma) {
    this.depthwise = depthwise;
    this.norm = norm;
    this.up = up;
    this.down = down;
    this.gamma = gamma;
  }

  /// From `dw.weight [channels, 1, kernelSize]`, `dw.bias`, `norm.weight`, `norm.bias`, `up.weight
  /// [hiddenChannels, channels]`, `up.bias`, `down.weight [channels, hiddenChannels]`, `down.bias`
  /// and `gamma [channels]`.
  public static ConvNeXtBlock from(WeightMap weights, Config config) {
    int channels = config.channels();
    int hidden = config.hiddenChannels();
    return new ConvNeXtBlock(
        DepthwiseCausalConv1d.from(weights.withPrefix("dw."), channels, config.kernelSize()),
        LayerNorm.from(weights.withPrefix("norm."), channels),
        Linear.from(weights.withPrefix("up."), hidden, channels),
        Linear.from(weights.withPrefix("down."), channels, hidden),
        weights.require("gamma", channels).clone());
  }

  /// A new stream, of blocks of at most `maxFrames` frames.
  public State newState(int maxFrames) {
    return newState(maxFrames, newScratch(maxFrames));
  }

  /// A new stream that shares its scratch with those of other blocks.
  public State newState(int maxFrames, Scratch scratch) {
    return new State(depthwise.newState(maxFrames), scratch);
  }

  public Scratch newScratch(int maxFrames) {
    return new Scratch(maxFrames, gamma.length, up.outputs());
  }

  /// Makes the next `frames` frames of `out`, which may be `in`.
  public void forward(float[] in, int frames, State state, float[] out) {
    float[] narrow = state.scratch.narrow;
    float[] wide = state.scratch.wide;
    depthwise.forward(in, frames, state.depthwise, narrow);
    norm.forward(narrow, frames, narrow);
    up.forward(narrow, frames, wide);
    Activation.GELU.apply(wide, 0, frames * up.outputs());
    down.forward(wide, frames, narrow);
    KERNELS.scaledResidual(narrow, gamma, in, frames, out);
  }
}
