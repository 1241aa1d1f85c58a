package timbrel.nn;

/// A layer that changes every frame on its own and remembers nothing.
///
/// @param channels values in a frame
/// @param function what is done
public record Elementwise(int channels, Function function) implements TimeLayer, TimeLayer.Stream {
  /// Changes frames in place.
  public interface Function {
    /// @param x frames from `start` on
    void apply(float[] x, int start, int frames);
  }

  /// An activation of each value.
  public static Elementwise of(Activation activation, int channels) {
    return new Elementwise(
        channels, (x, start, frames) -> activation.apply(x, start, frames * channels));
  }

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
    return this;
  }

  @Override
  public void forward(FrameQueue in, boolean last, FrameQueue out) {
    int frames = in.frames();
    int start = out.extend(frames);
    System.arraycopy(in.values(), in.start(), out.values(), start, frames * channels);
    function.apply(out.values(), start, frames);
    in.clear();
  }

  @Override
  public void reset() {}
}
