package timbrel.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.nn.weights.WeightMap;

/// Random weights of EnCodec's 24 kHz model at full size, plain, under the names of its file.
final class SeanetWeights {
  private final Map<String, int[]> shapes = new LinkedHashMap<>();
  private int index;

  private SeanetWeights() {}

  static WeightMap random(EncodecConfig config, long seed) {
    SeanetWeights weights = new SeanetWeights();
    weights.encoder(config);
    weights.index = 0;
    weights.decoder(config);
    for (int q = 0; q < config.codebooks(); q++) {
      weights.shapes.put(
          "quantizer.layers." + q + ".codebook.embed",
          new int[] {config.codebookSize(), config.hiddenSize()});
    }
    return RandomWeights.of(weights.shapes, seed);
  }

  private void encoder(EncodecConfig config) {
    int channels = config.numFilters();
    conv("encoder", config.audioChannels(), channels, config.kernelSize());
    for (int ratio : config.upsamplingRatios().reversed()) {
      block("encoder", config, channels);
      index++;
      conv("encoder", channels, 2 * channels, 2 * ratio);
      channels *= 2;
    }
    lstm("encoder", config, channels);
    index++;
    conv("encoder", channels, config.hiddenSize(), config.lastKernelSize());
  }

  private void decoder(EncodecConfig config) {
    int channels = config.numFilters() << config.upsamplingRatios().size();
    conv("decoder", config.hiddenSize(), channels, config.kernelSize());
    lstm("decoder", config, channels);
    for (int ratio : config.upsamplingRatios()) {
      index++;
      String name = "decoder.layers." + index++ + ".conv.";
      shapes.put(name + "weight", new int[] {channels, channels / 2, 2 * ratio});
      shapes.put(name + "bias", new int[] {channels / 2});
      channels /= 2;
      block("decoder", config, channels);
    }
    index++;
    conv("decoder", channels, config.audioChannels(), config.lastKernelSize());
  }

  private void conv(String network, int in, int out, int taps) {
    put(network + ".layers." + index++, in, out, taps);
  }

  private void put(String name, int in, int out, int taps) {
    shapes.put(name + ".conv.weight", new int[] {out, in, taps});
    shapes.put(name + ".conv.bias", new int[] {out});
  }

  private void block(String network, EncodecConfig config, int channels) {
    String name = network + ".layers." + index++;
    int inside = channels / config.compress();
    put(name + ".block.1", channels, inside, config.residualKernelSize());
    put(name + ".block.3", inside, channels, 1);
    put(name + ".shortcut", channels, channels, 1);
  }

  private void lstm(String network, EncodecConfig config, int width) {
    String name = network + ".layers." + index++ + ".lstm.";
    for (int l = 0; l < config.numLstmLayers(); l++) {
      for (String side : new String[] {"ih_l", "hh_l"}) {
        shapes.put(name + "weight_" + side + l, new int[] {4 * width, width});
        shapes.put(name + "bias_" + side + l, new int[] {4 * width});
      }
    }
  }
}
