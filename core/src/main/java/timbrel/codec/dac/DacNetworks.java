package timbrel.codec.dac;

import java.util.ArrayList;
import java.util.List;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.nn.Activation;
import timbrel.nn.Conv1d;
import timbrel.nn.Elementwise;
import timbrel.nn.InSlices;
import timbrel.nn.Padding;
import timbrel.nn.Residual;
import timbrel.nn.Sequence;
import timbrel.nn.Snake;
import timbrel.nn.TimeLayer;
import timbrel.nn.TransposedConv1d;

/// Builds the two networks of the Descript Audio Codec (sections 3.1 and 3.2): centred convolutions
/// over silence beyond the sound's ends, and Snake activations.
final class DacNetworks {
  private static final int[] DILATIONS = {1, 3, 9};
  private static final int SLICE_SAMPLES = 4096;
  private static final int SLICE_FRAMES = 16;

  private DacNetworks() {}

  /// Samples to latents.
  static TimeLayer encoder(DacConfig config, ModelTensors tensors) {
    List<TimeLayer> layers = new ArrayList<>();
    int channels = config.encoderHiddenSize();
    layers.add(conv(tensors.withPrefix("conv1."), 1, channels, 7, 1));
    for (int i = 0; i < config.downsamplingRatios().size(); i++) {
      ModelTensors block = tensors.withPrefix("block." + i + ".");
      int stride = config.downsamplingRatios().get(i);
      addResidualUnits(layers, block, channels);
      layers.add(snake(block.withPrefix("snake1."), channels));
      layers.add(down(block.withPrefix("conv1."), channels, stride));
      channels *= 2;
    }
    layers.add(snake(tensors.withPrefix("snake1."), channels));
    layers.add(conv(tensors.withPrefix("conv2."), channels, config.latentDim(), 3, 1));
    return new InSlices(new Sequence(layers), SLICE_SAMPLES);
  }

  /// Latents to samples.
  static TimeLayer decoder(DacConfig config, ModelTensors tensors) {
    List<TimeLayer> layers = new ArrayList<>();
    int channels = config.decoderHiddenSize();
    layers.add(conv(tensors.withPrefix("conv1."), config.latentDim(), channels, 7, 1));
    List<Integer> ratios = config.downsamplingRatios().reversed();
    for (int i = 0; i < ratios.size(); i++) {
      ModelTensors block = tensors.withPrefix("block." + i + ".");
      int narrower = config.decoderHiddenSize() >> (i + 1);
      layers.add(snake(block.withPrefix("snake1."), channels));
      layers.add(up(block.withPrefix("conv_t1."), channels, narrower, ratios.get(i)));
      channels = narrower;
      addResidualUnits(layers, block, channels);
    }
    layers.add(snake(tensors.withPrefix("snake1."), channels));
    layers.add(conv(tensors.withPrefix("conv2."), channels, 1, 7, 1));
    layers.add(Elementwise.of(Activation.TANH, 1));
    return new InSlices(new Sequence(layers), SLICE_FRAMES);
  }

  private static void addResidualUnits(List<TimeLayer> layers, ModelTensors block, int channels) {
    for (int i = 0; i < DILATIONS.length; i++) {
      ModelTensors unit = block.withPrefix("res_unit" + (i + 1) + ".");
      layers.add(
          Residual.around(
              Sequence.of(
                  snake(unit.withPrefix("snake1."), channels),
                  conv(unit.withPrefix("conv1."), channels, channels, 7, DILATIONS[i]),
                  snake(unit.withPrefix("snake2."), channels),
                  conv(unit.withPrefix("conv2."), channels, channels, 1, 1))));
    }
  }

  private static TimeLayer snake(ModelTensors tensors, int channels) {
    return new Elementwise(channels, new Snake(tensors.tensor("alpha", 1, channels, 1)));
  }

  private static TimeLayer conv(
      ModelTensors tensors, int in, int out, int kernelSize, int dilation) {
    int side = (kernelSize - 1) * dilation / 2;
    return conv(
        tensors,
        new Conv1d.Config(
            in, out, kernelSize, 1, dilation, new Padding(Padding.Mode.ZEROS, side, side, false)));
  }

  private static TimeLayer down(ModelTensors tensors, int in, int stride) {
    int side = Math.ceilDiv(stride, 2);
    return conv(
        tensors,
        new Conv1d.Config(
            in, 2 * in, 2 * stride, stride, 1, new Padding(Padding.Mode.ZEROS, side, side, false)));
  }

  private static TimeLayer conv(ModelTensors tensors, Conv1d.Config config) {
    return new Conv1d(
        config,
        tensors.weight(config.outChannels(), config.inChannels(), config.kernelSize()),
        tensors.tensor("bias", config.outChannels()));
  }

  private static TimeLayer up(ModelTensors tensors, int in, int out, int stride) {
    int side = Math.ceilDiv(stride, 2);
    return new TransposedConv1d(
        new TransposedConv1d.Config(in, out, 2 * stride, stride, side, side),
        tensors.weight(in, out, 2 * stride),
        tensors.tensor("bias", out));
  }
}
