package timbrel.nn;

import java.util.Arrays;

/// Frames in the order of time between two layers: one appends at the end, the other drops from the
/// front what it no longer needs. Grows with what lies in it and allocates nothing once it has
/// grown.
public final class FrameQueue {
  private final int channels;
  private float[] values = {};
  private int first; // frame
  private int frames;

  /// @param channels values in a frame
  public FrameQueue(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException(channels + " channels, expected at least 1");
    }
    this.channels = channels;
  }

  /// Values in a frame.
  public int channels() {
    return channels;
  }

  /// Frames that lie in the queue.
  public int frames() {
    return frames;
  }

  /// The array behind the queue; valid until something is appended.
  public float[] values() {
    return values;
  }

  /// Where the first frame starts in [#values].
  public int start() {
    return first * channels;
  }

  /// Makes room for `count` frames at the end and counts them in; their values are undefined.
  ///
  /// @return where they start in [#values]
  public int extend(int count) {
    reserve(count);
    int start = (first + frames) * channels;
    frames += count;
    return start;
  }

  /// Appends copies of frames.
  public void append(float[] from, int offset, int count) {
    int start = extend(count);
    System.arraycopy(from, offset, values, start, count * channels);
  }

  /// Appends the first `count` frames of another queue, which keeps them.
  public void append(FrameQueue from, int count) {
    append(from.values, from.start(), count);
  }

  /// Appends silence.
  void appendZeros(int count) {
    int start = extend(count);
    Arrays.fill(values, start, start + count * channels, 0);
  }

  /// Appends a copy of a frame of this queue.
  void appendCopyOf(int frame) {
    int start = extend(1);
    System.arraycopy(values, (first + frame) * channels, values, start, channels);
  }

  /// Makes room for `count` frames of silence before the first.
  void prependZeros(int count) {
    reserve(count);
    int start = start();
    System.arraycopy(values, start, values, start + count * channels, frames * channels);
    Arrays.fill(values, start, start + count * channels, 0);
    frames += count;
  }

  /// Overwrites one frame with another.
  void copyFrame(int from, int to) {
    System.arraycopy(values, (first + from) * channels, values, (first + to) * channels, channels);
  }

  /// Forgets the first frames.
  public void drop(int count) {
    first += count;
    frames -= count;
    if (frames == 0) {
      first = 0;
    }
  }

  /// Forgets the last frames.
  void dropLast(int count) {
    frames -= count;
  }

  /// Forgets all frames.
  public void clear() {
    first = 0;
    frames = 0;
  }

  private void reserve(int count) {
    long needed = (long) (frames + count) * channels;
    if ((long) (first + frames + count) * channels <= values.length) {
      return;
    }
    float[] target = values;
    if (2 * needed > values.length) {
      if (needed > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            frames + count + " frames of " + channels + " channels are too many at once");
      }
      target = new float[(int) Math.min(Integer.MAX_VALUE - 8, 3 * needed)];
    }
    System.arraycopy(values, start(), target, 0, frames * channels);
    values = target;
    first = 0;
  }
}
