package timbrel.nn;

import java.util.Arrays;
import java.util.List;
import timbrel.nn.kernels.Kernels;

/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al.
/// 2000), several layers of the same width.
///
/// In PyTorch's order: input gate, forget gate, cell, output gate, with a bias on either side.
public final class Lstm implements TimeLayer {
  private static final Kernels KERNELS = Kernels.chosen();
  private static final int BLOCK = 64; // frames whose inputs are multiplied together

  private final List<Layer> layers;
  private final int width;

  /// One layer.
  ///
  /// @param input from the frame below to four gates
  /// @param recurrent from the frame before to four gates
  public record Layer(Linear input, Linear recurrent) {
    /// Checks the sizes.
    public Layer {
      int width = recurrent.inputs();
      if (input.inputs() != width
          || input.outputs() != 4 * width
          || recurrent.outputs() != 4 * width) {
        throw new IllegalArgumentException(
            "%d to %d and %d to %d values, expected width to 4 x width"
                .formatted(
                    input.inputs(), input.outputs(), recurrent.inputs(), recurrent.outputs()));
      }
    }
  }

  /// @param layers at least one, of one width
  public Lstm(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    width = layers.getFirst().recurrent.inputs();
  }

  @Override
  public int inChannels() {
    return width;
  }

  @Override
  public int outChannels() {
    return width;
  }

  @Override
  public Stream newStream() {
    return new LstmStream();
  }

  private final class LstmStream implements Stream {
    private final float[][] hidden = new float[layers.size()][width];
    private final float[][] cell = new float[layers.size()][width];
    private final float[] gates = new float[BLOCK * 4 * width];
    private final float[] recurrent = new float[4 * width];

    @Override
    public void forward(FrameQueue in, boolean last, FrameQueue out) {
      while (in.frames() > 0) {
        int count = Math.min(BLOCK, in.frames());
        int start = out.extend(count);
        float[] from = in.values();
        int fromStart = in.start();
        for (int l = 0; l < layers.size(); l++) {
          layers.get(l).input.forward(from, fromStart, count, gates, 0);
          step(l, count, out.values(), start);
          from = out.values();
          fromStart = start;
        }
        in.drop(count);
      }
    }

    private void step(int l, int count, float[] out, int start) {
      Linear matrix = layers.get(l).recurrent;
      for (int t = 0; t < count; t++) {
        matrix.forward(hidden[l], 1, recurrent);
        KERNELS.add(recurrent, 0, gates, t * 4 * width, 4 * width);
        KERNELS.lstmCell(gates, t * 4 * width, cell[l], hidden[l]);
        System.arraycopy(hidden[l], 0, out, start + t * width, width);
      }
    }

    @Override
    public void reset() {
      for (int l = 0; l < layers.size(); l++) {
        Arrays.fill(hidden[l], 0);
        Arrays.fill(cell[l], 0);
      }
    }
  }
}
