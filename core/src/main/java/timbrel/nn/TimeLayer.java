package timbrel.nn;

/// A step of a network along time that a sound may be pushed through in pieces of any size: the
/// frames that come out are those of the whole sound at once, bit by bit, wherever it was cut.
///
/// Layers know where a sound starts and ends, since they pad it there. One that looks ahead lets
/// frames out as soon as it has seen what they depend on.
public interface TimeLayer {
  /// Values in a frame of the input.
  int inChannels();

  /// Values in a frame of the output.
  int outChannels();

  /// A stream of one sound.
  Stream newStream();

  /// What a layer remembers of one sound. What it still needs of its input it leaves in the queue.
  interface Stream {
    /// Appends to `out` all frames that follow from `in`.
    ///
    /// @param in what the layer before has appended; nobody else drops from it
    /// @param last whether the sound ends with what is in `in`
    void forward(FrameQueue in, boolean last, FrameQueue out);

    /// Makes the stream ready for another sound; its queues have to be cleared too.
    void reset();
  }
}
