package timbrel.codec.encodec;

import java.util.ArrayList;
import java.util.List;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.nn.Activation;
import timbrel.nn.Conv1d;
import timbrel.nn.Elementwise;
import timbrel.nn.GroupNorm;
import timbrel.nn.InSlices;
import timbrel.nn.Linear;
import timbrel.nn.Lstm;
import timbrel.nn.Padding;
import timbrel.nn.Residual;
import timbrel.nn.Sequence;
import timbrel.nn.TimeLayer;
import timbrel.nn.TransposedConv1d;
import timbrel.nn.Trim;

/// Builds the two networks of EnCodec (section 3.1; Tagliasacchi et al. 2020, "SEANet"), layer by
/// layer as they are numbered in the file.
final class Seanet {
  private final EncodecConfig config;
  private final ModelTensors tensors;
  private final List<TimeLayer> layers = new ArrayList<>();
  private int index;

  private Seanet(EncodecConfig config, ModelTensors tensors) {
    this.config = config;
    this.tensors = tensors;
  }

  /// Samples to latents.
  static TimeLayer encoder(EncodecConfig config, ModelTensors tensors) {
    return new Seanet(config, tensors.withPrefix("encoder.layers.")).encoder();
  }

  /// Latents to samples.
  static TimeLayer decoder(EncodecConfig config, ModelTensors tensors) {
    return new Seanet(config, tensors.withPrefix("decoder.layers.")).decoder();
  }

  private TimeLayer encoder() {
    int channels = config.numFilters();
    add(conv(next(), config.audioChannels(), channels, config.kernelSize(), 1, 1));
    for (int ratio : config.upsamplingRatios().reversed()) {
      addResidualBlocks(channels);
      addElu(channels);
      add(conv(next(), channels, 2 * channels, 2 * ratio, ratio, 1));
      channels *= 2;
    }
    addLstm(channels);
    addElu(channels);
    add(conv(next(), channels, config.hiddenSize(), config.lastKernelSize(), 1, 1));
    return new InSlices(new Sequence(layers), Slices.SAMPLES);
  }

  private TimeLayer decoder() {
    int channels = config.numFilters() << config.upsamplingRatios().size();
    add(conv(next(), config.hiddenSize(), channels, config.kernelSize(), 1, 1));
    addLstm(channels);
    for (int ratio : config.upsamplingRatios()) {
      addElu(channels);
      add(transposed(next(), channels, channels / 2, ratio));
      channels /= 2;
      addResidualBlocks(channels);
    }
    addElu(channels);
    add(conv(next(), channels, config.audioChannels(), config.lastKernelSize(), 1, 1));
    return new Sequence(layers);
  }

  private ModelTensors next() {
    return tensors.withPrefix(index++ + ".");
  }

  private void add(TimeLayer layer) {
    layers.add(layer);
  }

  private void addElu(int channels) {
    index++;
    add(Elementwise.of(Activation.ELU, channels));
  }

  private void addResidualBlocks(int channels) {
    int dilation = 1;
    for (int j = 0; j < config.numResidualLayers(); j++) {
      add(residualBlock(next(), channels, dilation));
      dilation *= config.dilationGrowthRate();
    }
  }

  private TimeLayer residualBlock(ModelTensors block, int channels, int dilation) {
    int inside = channels / config.compress();
    Sequence through =
        Sequence.of(
            Elementwise.of(Activation.ELU, channels),
            conv(
                block.withPrefix("block.1."),
                channels,
                inside,
                config.residualKernelSize(),
                1,
                dilation),
            Elementwise.of(Activation.ELU, inside),
            conv(block.withPrefix("block.3."), inside, channels, 1, 1, 1));
    return config.useConvShortcut()
        ? new Residual(through, conv(block.withPrefix("shortcut."), channels, channels, 1, 1, 1))
        : Residual.around(through);
  }

  private void addLstm(int width) {
    if (config.numLstmLayers() == 0) {
      return; // then the layer has no number either
    }
    ModelTensors lstm = next().withPrefix("lstm.");
    List<Lstm.Layer> stack = new ArrayList<>();
    for (int l = 0; l < config.numLstmLayers(); l++) {
      stack.add(new Lstm.Layer(gates(lstm, "ih_l" + l, width), gates(lstm, "hh_l" + l, width)));
    }
    add(Residual.around(new Lstm(stack)));
  }

  private static Linear gates(ModelTensors lstm, String which, int width) {
    return new Linear(
        lstm.tensor("weight_" + which, 4 * width, width),
        lstm.tensor("bias_" + which, 4 * width),
        4 * width,
        width);
  }

  private TimeLayer conv(
      ModelTensors layer, int in, int out, int kernelSize, int stride, int dilation) {
    int total = (kernelSize - 1) * dilation + 1 - stride;
    int right = config.causal() ? 0 : total / 2;
    Padding padding = new Padding(config.padMode(), total - right, right, true);
    ModelTensors conv = layer.withPrefix("conv.");
    return normalized(
        layer,
        new Conv1d(
            new Conv1d.Config(in, out, kernelSize, stride, dilation, padding),
            conv.weight(out, in, kernelSize),
            conv.tensor("bias", out)));
  }

  /// Its norm, if there is one, sees what will be cut off too.
  private TimeLayer transposed(ModelTensors layer, int in, int out, int ratio) {
    int kernelSize = 2 * ratio;
    int total = kernelSize - ratio;
    int right = config.causal() ? (int) Math.ceil(total * config.trimRightRatio()) : total / 2;
    boolean later = config.groupNorm();
    ModelTensors conv = layer.withPrefix("conv.");
    TimeLayer transposed =
        new TransposedConv1d(
            new TransposedConv1d.Config(
                in, out, kernelSize, ratio, later ? 0 : total - right, later ? 0 : right),
            conv.weight(in, out, kernelSize),
            conv.tensor("bias", out));
    return later
        ? Sequence.of(normalized(layer, transposed), new Trim(out, total - right, right))
        : transposed;
  }

  private TimeLayer normalized(ModelTensors layer, TimeLayer convolution) {
    if (!config.groupNorm()) {
      return convolution;
    }
    ModelTensors norm = layer.withPrefix("norm.");
    int channels = convolution.outChannels();
    return Sequence.of(
        convolution, new GroupNorm(norm.tensor("weight", channels), norm.tensor("bias", channels)));
  }

  /// Sizes that keep what lies between layers in the caches.
  private static final class Slices {
    static final int SAMPLES = 4096;
  }
}
