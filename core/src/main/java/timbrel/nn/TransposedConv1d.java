package timbrel.nn;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;

/// A transposed convolution along time: every input frame adds `kernelSize` frames to the output,
/// `stride` further on than the one before.
///
/// Let `m` be the number of input frames that overlap, `kernelSize / stride` rounded up. Computed
/// the other way round: `stride` output frames together are one product of the `m` input frames
/// that reach them, so that every output is written once.
public final class TransposedConv1d implements TimeLayer {
  private static final Kernels KERNELS = Kernels.chosen();
  private static final int BLOCK_VALUES = 1 << 14;

  private final Config config;
  private final int overlap; // m
  private final PackedMatrix packed; // m input frames, oldest first, to stride output frames

  /// What a layer is made of.
  ///
  /// @param inChannels values in a frame of the input
  /// @param outChannels values in a frame of the output
  /// @param kernelSize output frames that an input frame adds to
  /// @param stride output frames from one input frame to the next
  /// @param trimLeft output frames that are cut off at the start
  /// @param trimRight output frames that are cut off at the end
  public record Config(
      int inChannels, int outChannels, int kernelSize, int stride, int trimLeft, int trimRight) {
    /// Checks the numbers.
    public Config {
      if (inChannels < 1 || outChannels < 1 || stride < 1 || kernelSize < stride) {
        throw new IllegalArgumentException(
            "%d to %d channels, stride %d of kernelSize %d, expected at least 1 of each"
                .formatted(inChannels, outChannels, stride, kernelSize));
      }
      if (trimLeft < 0 || trimRight < 0 || trimRight > kernelSize - stride) {
        throw new IllegalArgumentException(
            "%d frames cut off at the start and %d at the end, expected 0 to %d"
                .formatted(trimLeft, trimRight, kernelSize - stride));
      }
    }
  }

  /// @param weight `[inChannels][outChannels][kernelSize]`
  /// @param bias `[outChannels]`
  public TransposedConv1d(Config config, float[] weight, float[] bias) {
    this.config = config;
    int in = config.inChannels;
    int out = config.outChannels;
    int taps = config.kernelSize;
    if (weight.length != (long) in * out * taps || bias.length != out) {
      throw new IllegalArgumentException(
          "weight of %d and bias of %d values, expected %d x %d x %d and %d"
              .formatted(weight.length, bias.length, in, out, taps, out));
    }
    overlap = Math.ceilDiv(taps, config.stride);
    float[] matrix = new float[config.stride * out * overlap * in];
    float[] biases = new float[config.stride * out];
    for (int phase = 0; phase < config.stride; phase++) {
      System.arraycopy(bias, 0, biases, phase * out, out);
      for (int age = 0; age < overlap && age * config.stride + phase < taps; age++) {
        int tap = age * config.stride + phase;
        for (int o = 0; o < out; o++) {
          int row = (phase * out + o) * overlap * in + (overlap - 1 - age) * in;
          for (int c = 0; c < in; c++) {
            matrix[row + c] = weight[(c * out + o) * taps + tap];
          }
        }
      }
    }
    packed = PackedMatrix.of(matrix, biases, config.stride * out, overlap * in);
  }

  @Override
  public int inChannels() {
    return config.inChannels;
  }

  @Override
  public int outChannels() {
    return config.outChannels;
  }

  @Override
  public Stream newStream() {
    return new TransposedStream();
  }

  private final class TransposedStream implements Stream {
    private boolean started;
    private int toDrop = config.trimLeft;

    /// The queue keeps the last `m - 1` frames, at first silence.
    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      if (!started && in.frames() == 0) {
        return;
      }
      if (!started) {
        in.prependZeros(overlap - 1);
        started = true;
      }
      multiply(in, in.frames() - overlap + 1, out);
      if (last) {
        int rest = config.kernelSize - config.stride - config.trimRight;
        int blocks = Math.ceilDiv(rest, config.stride);
        in.appendZeros(blocks);
        multiply(in, blocks, out);
        out.dropLast(blocks * config.stride - rest);
        in.clear();
      }
    }

    private void multiply(FrameQueue in, int count, FrameQueue out) {
      int rowOut = packed.out();
      int start = out.extend(count * config.stride);
      int block = Math.max(8, BLOCK_VALUES / config.inChannels / 6) * 6;
      for (int from = 0; from < count; from += block) {
        KERNELS.matmul(
            in.values(),
            in.start() + from * config.inChannels,
            config.inChannels,
            Math.min(block, count - from),
            packed,
            out.values(),
            start + from * rowOut,
            rowOut);
      }
      in.drop(count);
      trim(out, count * config.stride);
    }

    /// Cuts off the start: moves what was just written to the front of itself.
    private void trim(FrameQueue out, int written) {
      int cut = Math.min(toDrop, written);
      if (cut > 0) {
        int channels = config.outChannels;
        int start = out.start() + (out.frames() - written) * channels;
        System.arraycopy(
            out.values(), start + cut * channels, out.values(), start, (written - cut) * channels);
        out.dropLast(cut);
        toDrop -= cut;
      }
    }

    @Override
    public void reset() {
      started = false;
      toDrop = config.trimLeft;
    }
  }
}
