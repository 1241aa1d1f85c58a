package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;

/// A convolution along time that pads its input where a sound starts and ends: causal, centred, or
/// anything between.
///
/// Computed as one matrix product whose rows overlap. With a dilation the taps of a row are first
/// gathered side by side.
public final class Conv1d implements TimeLayer {
  private static final Kernels KERNELS = Kernels.chosen();

  /// Fewer outputs than this cannot fill a vector, whose lanes then go along the inputs.
  private static final int NARROW = 4;

  /// Input values of a block of rows, which are read once for every sixteen outputs.
  private static final int BLOCK_VALUES = 1 << 14;

  private final Config config;
  private final float[] narrow; // [out][kernelSize][in], empty unless outputs are few
  private final float[] bias;
  private final PackedMatrix packed;

  /// What a layer is made of.
  ///
  /// @param inChannels values in a frame of the input
  /// @param outChannels values in a frame of the output
  /// @param kernelSize taps
  /// @param stride input frames to one output frame
  /// @param dilation input frames from one tap to the next
  /// @param padding what lies before and after a sound
  public record Config(
      int inChannels, int outChannels, int kernelSize, int stride, int dilation, Padding padding) {
    /// Checks the numbers.
    public Config {
      if (inChannels < 1 || outChannels < 1 || kernelSize < 1 || stride < 1 || dilation < 1) {
        throw new IllegalArgumentException(
            "%d to %d channels, kernelSize %d, stride %d, dilation %d, expected at least 1 of each"
                .formatted(inChannels, outChannels, kernelSize, stride, dilation));
      }
      if (stride > 1 && reach(kernelSize, dilation) < 2 * stride - 1) {
        throw new IllegalArgumentException(
            "kernelSize %d, dilation %d with stride %d, expected windows of 2 x stride - 1 frames"
                .formatted(kernelSize, dilation, stride));
      }
    }

    /// Input frames that one output frame depends on.
    public int reach() {
      return reach(kernelSize, dilation);
    }

    private static int reach(int kernelSize, int dilation) {
      return Math.addExact(Math.multiplyExact(kernelSize - 1, dilation), 1);
    }
  }

  /// @param weight `[outChannels][inChannels][kernelSize]`
  /// @param bias `[outChannels]`
  public Conv1d(Config config, float[] weight, float[] bias) {
    this.config = config;
    int in = config.inChannels();
    int out = config.outChannels();
    int taps = config.kernelSize();
    if (weight.length != (long) out * in * taps || bias.length != out) {
      throw new IllegalArgumentException(
          "weight of %d and bias of %d values, expected %d x %d x %d and %d"
              .formatted(weight.length, bias.length, out, in, taps, out));
    }
    float[] byTap = new float[weight.length];
    for (int o = 0; o < out; o++) {
      for (int c = 0; c < in; c++) {
        for (int k = 0; k < taps; k++) {
          byTap[(o * taps + k) * in + c] = weight[(o * in + c) * taps + k];
        }
      }
    }
    this.bias = bias.clone();
    narrow = out < NARROW ? byTap : new float[0];
    packed = PackedMatrix.of(byTap, bias, out, taps * in);
  }

  @Override
  public int inChannels() {
    return config.inChannels();
  }

  @Override
  public int outChannels() {
    return config.outChannels();
  }

  @Override
  public Stream newStream() {
    return new ConvStream();
  }

  private final class ConvStream implements Stream {
    private boolean started;
    private float[] rows = {};

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      if (!started) {
        started = config.padding.start(in, config.stride);
        if (!started && (!last || in.frames() == 0)) {
          return;
        }
        if (!started) {
          config.padding.whole(in, config.stride);
        } else if (last) {
          config.padding.end(in, config.stride);
        }
      } else if (last) {
        config.padding.end(in, config.stride);
      }
      int spare = in.frames() - config.reach();
      int count = spare < 0 ? 0 : spare / config.stride + 1;
      int y = out.extend(count);
      if (config.dilation == 1) {
        multiply(
            in.values(), in.start(), config.stride * config.inChannels, count, out.values(), y);
      } else {
        gatherAndMultiply(in, count, out.values(), y);
      }
      in.drop(Math.min(in.frames(), count * config.stride));
    }

    /// Puts the taps of some rows side by side and multiplies them.
    private void gatherAndMultiply(FrameQueue in, int count, float[] out, int outOffset) {
      int channels = config.inChannels;
      int width = config.kernelSize * channels;
      int block = blockRows(width);
      if (rows.length < Math.min(block, count) * width) {
        rows = new float[Math.min(block, count) * width];
      }
      for (int from = 0; from < count; from += block) {
        int size = Math.min(block, count - from);
        for (int r = 0; r < size; r++) {
          int x = in.start() + (from + r) * config.stride * channels;
          for (int k = 0; k < config.kernelSize; k++) {
            System.arraycopy(
                in.values(),
                x + k * config.dilation * channels,
                rows,
                r * width + k * channels,
                channels);
          }
        }
        multiply(rows, 0, width, size, out, outOffset + from * config.outChannels);
      }
    }

    @Override
    public void reset() {
      started = false;
    }
  }

  /// A multiple of the six rows that are multiplied together.
  private static int blockRows(int rowStride) {
    return Math.max(8, BLOCK_VALUES / rowStride / 6) * 6;
  }

  private void multiply(float[] x, int start, int stride, int count, float[] y, int yStart) {
    int out = config.outChannels;
    int block = blockRows(stride);
    for (int from = 0; from < count; from += block) {
      int size = Math.min(block, count - from);
      int xOffset = start + from * stride;
      int yOffset = yStart + from * out;
      if (out < NARROW) {
        KERNELS.narrowMatmul(x, xOffset, stride, size, narrow, bias, y, yOffset);
      } else {
        KERNELS.matmul(x, xOffset, stride, size, packed, y, yOffset, out);
      }
    }
  }
}
