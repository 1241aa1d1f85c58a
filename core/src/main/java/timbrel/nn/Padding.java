package timbrel.nn;

/// What a convolution sees before a sound's first frame and after its last.
///
/// @param mode where the frames come from
/// @param left frames before the first
/// @param right frames after the last
/// @param fillsLastWindow whether more is added at the end, so that the last window of a strided
///   convolution is full and no frame of the input is lost
public record Padding(Mode mode, int left, int right, boolean fillsLastWindow) {
  /// Where padded frames come from.
  public enum Mode {
    /// Silence.
    ZEROS,
    /// The sound mirrored at its first and its last frame, which are not repeated. A sound that is
    /// too short for that is first lengthened by silence, which is cut off again.
    REFLECT,
    /// The first and the last frame, again and again.
    REPLICATE
  }

  /// Checks the numbers.
  public Padding {
    if (left < 0 || right < 0) {
      throw new IllegalArgumentException(
          left + " frames before and " + right + " after, expected at least 0");
    }
  }

  /// No padding.
  public static final Padding NONE = new Padding(Mode.ZEROS, 0, 0, false);

  /// Pads the start of a sound whose first frames lie in `in`.
  ///
  /// @return whether enough of the sound was there
  boolean start(FrameQueue in, int stride) {
    int needed =
        switch (mode) {
          case ZEROS -> 1;
          case REPLICATE -> 1;
          case REFLECT -> 1 + Math.max(left, right + (fillsLastWindow ? stride - 1 : 0));
        };
    if (in.frames() < needed) {
      return false;
    }
    prepend(in);
    return true;
  }

  /// Pads a whole sound that is too short for [#start].
  void whole(FrameQueue in, int stride) {
    int length = in.frames();
    int after = right + missing(length, stride);
    int silence = Math.max(0, Math.max(left, after) - length + 1);
    in.appendZeros(silence);
    prepend(in);
    append(in, after);
    in.dropLast(silence);
  }

  /// Pads the end of a sound that was padded at the start.
  void end(FrameQueue in, int stride) {
    append(in, right + missing(in.frames() - left, stride));
  }

  private int missing(int length, int stride) {
    return fillsLastWindow ? Math.floorMod(-length, stride) : 0;
  }

  private void prepend(FrameQueue in) {
    in.prependZeros(left);
    for (int i = 0; i < left && mode != Mode.ZEROS; i++) {
      in.copyFrame(mode == Mode.REFLECT ? 2 * left - i : left, i);
    }
  }

  private void append(FrameQueue in, int count) {
    int end = in.frames() - 1;
    for (int i = 1; i <= count; i++) {
      switch (mode) {
        case ZEROS -> in.appendZeros(1);
        case REFLECT -> in.appendCopyOf(end - i);
        case REPLICATE -> in.appendCopyOf(end);
      }
    }
  }
}
