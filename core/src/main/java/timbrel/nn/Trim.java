package timbrel.nn;

/// Cuts frames off both ends of a sound.
///
/// @param channels values in a frame
/// @param left frames cut off at the start
/// @param right frames cut off at the end
public record Trim(int channels, int left, int right) implements TimeLayer {
  @Override
  public int inChannels() {
    return channels;
  }

  @Override
  public int outChannels() {
    return channels;
  }

  @Override
  public Stream newStream() {
    return new TrimStream();
  }

  private final class TrimStream implements Stream {
    private int toDrop = left;

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      int cut = Math.min(toDrop, in.frames());
      in.drop(cut);
      toDrop -= cut;
      int ready = Math.max(0, in.frames() - right);
      out.append(in, ready);
      in.drop(ready);
    }

    @Override
    public void reset() {
      toDrop = left;
    }
  }
}
