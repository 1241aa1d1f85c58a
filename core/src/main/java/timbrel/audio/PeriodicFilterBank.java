package timbrel.audio;

import java.util.Arrays;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;

/// A filter for each place between two inputs where outputs lie, and these come round: after `up`
/// outputs and `down` inputs everything is as before.
///
/// So sixteen outputs in a row are a matrix times the inputs that any of them hears, the same in
/// every period; and all periods together are one product of matrices, whose rows of inputs
/// overlap.
final class PeriodicFilterBank implements FilterBank {
  private static final int PANEL = PackedMatrix.PANEL;

  private final Kernels kernels = Kernels.chosen();
  private final int outputs; // in a period: a multiple of `up`, and a panel at least
  private final int inputs; // of which they are made: as many times `down`
  private final int reach;
  private final int window; // inputs that a period hears
  private final Panel[] panels;

  /// Sixteen outputs.
  ///
  /// @param output the first of them, in its period
  /// @param input the first input that they hear, in what the period hears
  /// @param taps from inputs to outputs
  private record Panel(int output, int input, PackedMatrix taps) {}

  /// @param up `up / down` is the ratio of rates, reduced
  /// @param scale the filters' intervals per input sample
  /// @param reach input samples to either side
  PeriodicFilterBank(int up, int down, double scale, int reach) {
    this.reach = reach;
    int times = Math.ceilDiv(PANEL, up);
    outputs = Math.multiplyExact(times, up);
    inputs = Math.multiplyExact(times, down);
    float[][] filters = new float[up][];
    for (int phase = 0; phase < up; phase++) {
      filters[phase] = floats(KaiserSinc.filter(phase / (double) up, scale, reach));
    }
    window = firstInput(outputs - 1) + 2 * reach;
    panels = new Panel[Math.ceilDiv(outputs, PANEL)];
    // What is left at the end is filled up to a panel by outputs of the one before.
    Arrays.setAll(panels, p -> panel(Math.min(p * PANEL, outputs - PANEL), filters));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /// The first input that an output hears, in what the period hears.
  private int firstInput(int output) {
    return (int) ((long) output * inputs / outputs);
  }

  private Panel panel(int output, float[][] filters) {
    int input = firstInput(output);
    int heard = firstInput(output + PANEL - 1) - input + 2 * reach;
    float[] taps = new float[PANEL * heard];
    for (int o = 0; o < PANEL; o++) {
      int phase = (int) ((long) (output + o) * inputs % outputs) / (outputs / filters.length);
      int at = o * heard + firstInput(output + o) - input;
      System.arraycopy(filters[phase], 0, taps, at, 2 * reach);
    }
    return new Panel(output, input, PackedMatrix.of(taps, new float[0], PANEL, heard));
  }

  @Override
  public void fill(Heard in, long first, float[] out, int offset, int count) {
    if (count == 0) {
      return;
    }
    long period = first / outputs;
    int skipped = (int) (first % outputs);
    int periods = Math.ceilDiv(skipped + count, outputs);
    float[] heard = in.part(period * inputs - reach + 1, (periods - 1) * inputs + window);
    float[] made = new float[periods * outputs];
    for (Panel panel : panels) {
      kernels.matmul(heard, panel.input, inputs, periods, panel.taps, made, panel.output, outputs);
    }
    System.arraycopy(made, skipped, out, offset, count);
  }
}
