package timbrel.bench.onnx;

import java.util.Arrays;
import java.util.Map;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.nn.weights.WeightMap;

/// EnCodec's decoder as an ONNX model with the same weights: vectors `[1, dim, frames]` in, sound
/// `[1, 1, samples]` out. Causal, padded by reflection, with the runtime's own LSTM.
public final class OnnxSeanet {
  private final OnnxModel model = new OnnxModel();
  private final WeightMap weights;
  private int index;

  private OnnxSeanet(WeightMap weights) {
    this.weights = weights.withPrefix("decoder.layers.");
  }

  /// The file's bytes, for sounds of so many frames.
  public static byte[] decoder(EncodecConfig config, WeightMap weights, int frames) {
    return new OnnxSeanet(weights).build(config, frames);
  }

  private byte[] build(EncodecConfig config, int frames) {
    int channels = config.numFilters() << config.upsamplingRatios().size();
    String x = model.input("latents", 1, config.hiddenSize(), frames);
    x = conv(x, index++ + ".conv.", config.hiddenSize(), channels, config.kernelSize());
    x = lstm(x, index++ + ".lstm.", config.numLstmLayers(), channels);
    int length = frames;
    for (int ratio : config.upsamplingRatios()) {
      index++;
      x = model.add("Elu", x);
      x = transposed(x, index++ + ".conv.", channels, ratio);
      channels /= 2;
      length *= ratio;
      x = model.slice(x, 2, 0, length);
      x = block(x, index++ + ".", config, channels);
    }
    index++;
    x = model.add("Elu", x);
    x = conv(x, index++ + ".conv.", channels, 1, config.lastKernelSize());
    model.output(x, "sound", 1, 1, length);
    return model.toBytes();
  }

  private String block(String x, String name, EncodecConfig config, int channels) {
    int inside = channels / config.compress();
    String y = model.add("Elu", x);
    y = conv(y, name + "block.1.conv.", channels, inside, config.residualKernelSize());
    y = model.add("Elu", y);
    y = conv(y, name + "block.3.conv.", inside, channels, 1);
    return model.add("Add", conv(x, name + "shortcut.conv.", channels, channels, 1), y);
  }

  private String conv(String x, String name, int in, int out, int taps) {
    String padded =
        taps == 1
            ? x
            : model.add(
                "Pad", Map.of("mode", "reflect"), x, model.indices(0, 0, taps - 1, 0, 0, 0));
    return model.add(
        "Conv",
        padded,
        model.constant(weights.require(name + "weight", out, in, taps), out, in, taps),
        model.constant(weights.require(name + "bias", out), out));
  }

  private String transposed(String x, String name, int in, int ratio) {
    int out = in / 2;
    int taps = 2 * ratio;
    return model.add(
        "ConvTranspose",
        Map.of("strides", new int[] {ratio}),
        x,
        model.constant(weights.require(name + "weight", in, out, taps), in, out, taps),
        model.constant(weights.require(name + "bias", out), out));
  }

  private String lstm(String x, String name, int layers, int width) {
    String y = model.add("Transpose", Map.of("perm", new int[] {2, 0, 1}), x);
    for (int l = 0; l < layers; l++) {
      float[] biases = new float[8 * width];
      System.arraycopy(gates(name + "bias_ih_l" + l, width, 1), 0, biases, 0, 4 * width);
      System.arraycopy(gates(name + "bias_hh_l" + l, width, 1), 0, biases, 4 * width, 4 * width);
      y =
          model.add(
              "LSTM",
              Map.of("hidden_size", width),
              y,
              model.constant(gates(name + "weight_ih_l" + l, width, width), 1, 4 * width, width),
              model.constant(gates(name + "weight_hh_l" + l, width, width), 1, 4 * width, width),
              model.constant(biases, 1, 8 * width));
      y = model.add("Squeeze", y, model.indices(1));
    }
    return model.add("Add", model.add("Transpose", Map.of("perm", new int[] {1, 2, 0}), y), x);
  }

  /// From PyTorch's order of gates (input, forget, cell, output) to ONNX's (input, output, forget,
  /// cell).
  private float[] gates(String name, int width, int columns) {
    float[] theirs =
        columns == 1 ? weights.require(name, 4 * width) : weights.require(name, 4 * width, columns);
    int size = width * columns;
    int[] order = {0, 3, 1, 2};
    float[] ours = new float[theirs.length];
    for (int gate = 0; gate < order.length; gate++) {
      float[] part = Arrays.copyOfRange(theirs, order[gate] * size, (order[gate] + 1) * size);
      System.arraycopy(part, 0, ours, gate * size, size);
    }
    return ours;
  }
}
