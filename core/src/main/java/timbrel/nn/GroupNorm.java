package timbrel.nn;

import timbrel.nn.kernels.Kernels;

/// Group normalization with one group (Wu and He 2018): all values of a sound, over time and
/// channels, to mean 0 and variance 1, then scaled and shifted by channel.
///
/// Nothing comes out before the sound has ended; networks with this layer work on short pieces.
public final class GroupNorm implements TimeLayer {
  /// Added to the variance; PyTorch's default.
  public static final float EPSILON = 1e-5f;

  private static final Kernels KERNELS = Kernels.chosen();

  /// Values that are added up in single precision; sums of these are in double.
  private static final int BLOCK = 1024;

  private final float[] gain;
  private final float[] shift;

  /// @param gain `[channels]`
  /// @param shift `[channels]`
  public GroupNorm(float[] gain, float[] shift) {
    if (gain.length != shift.length) {
      throw new IllegalArgumentException(
          "shift has " + shift.length + " channels, expected those of gain, " + gain.length);
    }
    this.gain = gain.clone();
    this.shift = shift.clone();
  }

  @Override
  public int inChannels() {
    return gain.length;
  }

  @Override
  public int outChannels() {
    return gain.length;
  }

  @Override
  public Stream newStream() {
    return new NormStream();
  }

  private final class NormStream implements Stream {
    private final float[] scale = new float[gain.length];
    private final float[] offset = new float[gain.length];

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      if (!last || in.frames() == 0) {
        return;
      }
      int size = in.frames() * gain.length;
      float mean = (float) (sum(in.values(), in.start(), size) / size);
      double variance = squaredDeviations(in.values(), in.start(), size, mean) / size;
      double deviation = Math.sqrt(variance + EPSILON);
      for (int c = 0; c < gain.length; c++) {
        double factor = gain[c] / deviation;
        scale[c] = (float) factor;
        offset[c] = (float) (shift[c] - factor * mean);
      }
      int start = out.extend(in.frames());
      KERNELS.affine(in.values(), in.start(), scale, offset, in.frames(), out.values(), start);
      in.clear();
    }

    @Override
    public void reset() {}
  }

  private static double sum(float[] x, int start, int size) {
    double sum = 0;
    for (int i = 0; i < size; i += BLOCK) {
      sum += KERNELS.sum(x, start + i, Math.min(BLOCK, size - i));
    }
    return sum;
  }

  private static double squaredDeviations(float[] x, int start, int size, float mean) {
    double sum = 0;
    for (int i = 0; i < size; i += BLOCK) {
      sum += KERNELS.squaredDeviations(x, start + i, Math.min(BLOCK, size - i), mean);
    }
    return sum;
  }
}
