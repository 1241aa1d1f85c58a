package timbrel.codec;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every weight of a codec with its shape, in the order of the computation: what a file must hold.
final class CodecShapes {
  private final CodecConfig config;
  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  private CodecShapes(CodecConfig config) {
    this.config = config;
  }

  static Map<String, int[]> of(CodecConfig config) {
    CodecShapes all = new CodecShapes(config);
    all.putEncoder(config.fineEncoder().channels(), config.coarseEncoder().channels());
    for (int q = 0; q < config.codebooks(); q++) {
      all.put("codec.quantizer.codebooks." + q, config.codebookSize(), config.latentDim());
    }
    all.putDecoder(config.fineDecoder().channels(), config.coarseDecoder().channels());
    return all.shapes;
  }

  private void putEncoder(int fine, int coarse) {
    putLinear("codec.encoder.front.", fine, config.frontSize());
    putStack("codec.encoder.fine.", config.fineEncoder());
    put("codec.encoder.down.weight", coarse, fine, config.fineFrames());
    put("codec.encoder.down.bias", coarse);
    putStack("codec.encoder.coarse.", config.coarseEncoder());
    putNorm("codec.encoder.norm.", coarse);
    putLinear("codec.encoder.latent.", config.latentDim(), coarse);
  }

  private void putDecoder(int fine, int coarse) {
    putLinear("codec.decoder.latent.", coarse, config.latentDim());
    putStack("codec.decoder.coarse.", config.coarseDecoder());
    putLinear("codec.decoder.up.", config.fineFrames() * fine, coarse);
    putStack("codec.decoder.fine.", config.fineDecoder());
    putNorm("codec.decoder.norm.", fine);
    putLinear("codec.decoder.head.", config.headSize(), fine);
  }

  private void putStack(String prefix, StackConfig stack) {
    for (int i = 0; i < stack.blocks(); i++) {
      String block = prefix + i + ".";
      put(block + "dw.weight", stack.channels(), 1, stack.kernel());
      put(block + "dw.bias", stack.channels());
      putNorm(block + "norm.", stack.channels());
      putLinear(block + "up.", stack.hidden(), stack.channels());
      putLinear(block + "down.", stack.channels(), stack.hidden());
      put(block + "gamma", stack.channels());
    }
  }

  private void putNorm(String prefix, int channels) {
    put(prefix + "weight", channels);
    put(prefix + "bias", channels);
  }

  private void putLinear(String prefix, int out, int in) {
    put(prefix + "weight", out, in);
    put(prefix + "bias", out);
  }

  private void put(String name, int... shape) {
    shapes.put(name, shape);
  }
}
