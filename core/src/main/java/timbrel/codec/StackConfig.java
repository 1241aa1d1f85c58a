package timbrel.codec;

/// A stack of ConvNeXt blocks that keeps its frame rate.
///
/// @param channels width of every block
/// @param blocks number of blocks, 0 to 32
/// @param kernel taps of the causal depthwise convolution, in frames
/// @param expansion hidden width of a block's multilayer perceptron, as a multiple of `channels`
public record StackConfig(int channels, int blocks, int kernel, int expansion) {

  public StackConfig {
    CodecConfig.check("channels", channels, 1, 2048);
    CodecConfig.check("blocks", blocks, 0, 32);
    CodecConfig.check("kernel", kernel, 1, 64);
    CodecConfig.check("expansion", expansion, 1, 8);
  }

  public int hidden() {
    return channels * expansion;
  }

  /// Multiply-adds of one frame through the stack.
  long multiplyAddsPerFrame() {
    return (long) blocks * channels * (kernel + 2L * hidden());
  }
}
