package timbrel.nn;

import java.util.Arrays;

/// The last frames of a stream followed by the newest block, in one array, which is what a causal
/// convolution slides over. Before the first frame there are zeros.
final class FrameWindow {
  private final float[] values;
  private final int channels;
  private final int kept;
  private final int maxFrames;

  /// @param kept frames remembered from one block to the next
  FrameWindow(int channels, int kept, int maxFrames) {
    if (maxFrames < 0) {
      throw new IllegalArgumentException("maxFrames is " + maxFrames + ", expected 0 or more");
    }
    this.values = new float[Math.multiplyExact(kept + maxFrames, channels)];
    this.channels = channels;
    this.kept = kept;
    this.maxFrames = maxFrames;
  }

  float[] values() {
    return values;
  }

  /// Puts a block behind the remembered frames.
  void append(float[] in, int frames) {
    if (frames > maxFrames) {
      throw new IllegalArgumentException(
          "block of " + frames + " frames, the state is made for at most " + maxFrames);
    }
    System.arraycopy(in, 0, values, kept * channels, frames * channels);
  }

  /// Remembers the last frames of what is there after a block of `frames`.
  void advance(int frames) {
    System.arraycopy(values, frames * channels, values, 0, kept * channels);
  }

  void reset() {
    Arrays.fill(values, 0);
  }
}
