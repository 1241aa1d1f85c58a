package timbrel.nn;

/// Gives layers a long input in slices, so that what lies between them stays in the processor's
/// caches. Changes no value.
///
/// @param layers what gets the slices
/// @param frames input frames in a slice
public record InSlices(TimeLayer layers, int frames) implements TimeLayer {
  @Override
  public int inChannels() {
    return layers.inChannels();
  }

  @Override
  public int outChannels() {
    return layers.outChannels();
  }

  @Override
  public Stream newStream() {
    return new SliceStream();
  }

  private final class SliceStream implements Stream {
    private final Stream stream = layers.newStream();
    private final FrameQueue slice = new FrameQueue(inChannels());

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      do {
        int count = Math.min(frames, in.frames());
        slice.append(in, count);
        in.drop(count);
        stream.forward(slice, last && in.frames() == 0, out);
      } while (in.frames() > 0);
    }

    @Override
    public void reset() {
      stream.reset();
      slice.clear();
    }
  }
}
