package timbrel.nn;

import java.util.ArrayList;
import java.util.List;

/// Layers one after the other.
///
/// @param layers each takes what the one before makes
public record Sequence(List<TimeLayer> layers) implements TimeLayer {
  /// Checks that the layers fit each other.
  public Sequence {
    layers = List.copyOf(layers);
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inChannels() != layers.get(i - 1).outChannels()) {
        throw new IllegalArgumentException(
            "layer %d takes %d channels, the one before makes %d"
                .formatted(i, layers.get(i).inChannels(), layers.get(i - 1).outChannels()));
      }
    }
  }

  /// Layers one after the other.
  public static Sequence of(TimeLayer... layers) {
    return new Sequence(List.of(layers));
  }

  @Override
  public int inChannels() {
    return layers.getFirst().inChannels();
  }

  @Override
  public int outChannels() {
    return layers.getLast().outChannels();
  }

  @Override
  public Stream newStream() {
    return new SequenceStream();
  }

  private final class SequenceStream implements Stream {
    private final List<Stream> streams = layers.stream().map(TimeLayer::newStream).toList();
    private final List<FrameQueue> between = new ArrayList<>();

    SequenceStream() {
      for (int i = 1; i < layers.size(); i++) {
        between.add(new FrameQueue(layers.get(i).inChannels()));
      }
    }

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      FrameQueue from = in;
      for (int i = 0; i < streams.size(); i++) {
        FrameQueue to = i < between.size() ? between.get(i) : out;
        streams.get(i).forward(from, last, to);
        from = to;
      }
    }

    @Override
    public void reset() {
      for (int i = 0; i < streams.size(); i++) {
        streams.get(i).reset();
      }
      for (int i = 0; i < between.size(); i++) {
        between.get(i).clear();
      }
    }
  }
}
