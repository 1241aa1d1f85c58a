package timbrel.nn.kernels;

/// The weights and bias of a linear map, laid out so that vector lanes run across outputs.
///
/// Let a panel be 16 consecutive outputs. Within a panel the weights are ordered by input, then by
/// output: `panels[(panel * in + i) * 16 + lane]`. One panel is a vector of 512 bits, or two of
/// 256, or four of 128. Outputs beyond the last are zeros.
public final class PackedMatrix {
  /// Outputs in a panel.
  public static final int PANEL = 16;

  final float[] panels;
  final float[] bias; // padded with zeros to whole panels
  private final int out;
  private final int in;

  private PackedMatrix(float[] panels, float[] bias, int out, int in) {
    this.panels = panels;
    this.bias = bias;
    this.out = out;
    this.in = in;
  }

  /// @param weight `[out][in]`, copied
  /// @param bias `[out]`, or empty for none
  public static PackedMatrix of(float[] weight, float[] bias, int out, int in) {
    if (out < 0 || in < 0 || weight.length != (long) out * in) {
      throw new IllegalArgumentException(
          "weight has " + weight.length + " values, expected " + out + " x " + in);
    }
    if (bias.length != 0 && bias.length != out) {
      throw new IllegalArgumentException(
          "bias has " + bias.length + " values, expected none or " + out);
    }
    int panelCount = (out + PANEL - 1) / PANEL;
    float[] panels = new float[Math.multiplyExact(panelCount * PANEL, in)];
    float[] padded = new float[panelCount * PANEL];
    System.arraycopy(bias, 0, padded, 0, bias.length);
    for (int o = 0; o < out; o++) {
      int base = (o / PANEL) * PANEL * in + o % PANEL;
      for (int i = 0; i < in; i++) {
        panels[base + i * PANEL] = weight[o * in + i];
      }
    }
    return new PackedMatrix(panels, padded, out, in);
  }

  /// Number of outputs.
  public int out() {
    return out;
  }

  /// Number of inputs.
  public int in() {
    return in;
  }

  /// The weight from input `i` to output `o`.
  public float weight(int o, int i) {
    return panels[index(o, i)];
  }

  int index(int o, int i) {
    return ((o / PANEL) * in + i) * PANEL + o % PANEL;
  }
}
