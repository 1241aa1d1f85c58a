package timbrel.nn;

import timbrel.nn.kernels.Kernels;

/// The sum of two ways from the same input: layers, and what goes past them (He et al. 2016).
///
/// @param layers the way through the layers
/// @param shortcut the way past them
public record Residual(TimeLayer layers, TimeLayer shortcut) implements TimeLayer {
  private static final Kernels KERNELS = Kernels.chosen();

  /// Checks that the sum is possible.
  public Residual {
    if (layers.inChannels() != shortcut.inChannels()
        || layers.outChannels() != shortcut.outChannels()) {
      throw new IllegalArgumentException(
          "layers of %d to %d channels, a shortcut of %d to %d, expected the same"
              .formatted(
                  layers.inChannels(),
                  layers.outChannels(),
                  shortcut.inChannels(),
                  shortcut.outChannels()));
    }
  }

  /// Layers and their input itself.
  public static Residual around(TimeLayer layers) {
    return new Residual(layers, new Elementwise(layers.inChannels(), (x, start, frames) -> {}));
  }

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
    return new ResidualStream();
  }

  private final class ResidualStream implements Stream {
    private final Stream through = layers.newStream();
    private final Stream past = shortcut.newStream();
    private final FrameQueue pastIn = new FrameQueue(inChannels());
    private final FrameQueue throughIn = new FrameQueue(inChannels());
    private final FrameQueue throughOut = new FrameQueue(outChannels());
    private final FrameQueue pastOut = new FrameQueue(outChannels());

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      throughIn.append(in, in.frames());
      pastIn.append(in, in.frames());
      in.clear();
      through.forward(throughIn, last, throughOut);
      past.forward(pastIn, last, pastOut);
      int frames = Math.min(throughOut.frames(), pastOut.frames());
      int start = out.extend(frames);
      int size = frames * outChannels();
      System.arraycopy(throughOut.values(), throughOut.start(), out.values(), start, size);
      KERNELS.add(pastOut.values(), pastOut.start(), out.values(), start, size);
      throughOut.drop(frames);
      pastOut.drop(frames);
    }

    @Override
    public void reset() {
      through.reset();
      past.reset();
      throughIn.clear();
      pastIn.clear();
      throughOut.clear();
      pastOut.clear();
    }
  }
}
