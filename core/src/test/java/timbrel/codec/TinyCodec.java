package timbrel.codec;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// A small codec with random weights.
final class TinyCodec {
  static final CodecConfig CONFIG =
      new CodecConfig(
          44_100,
          64,
          16,
          4,
          new StackConfig(12, 2, 5, 2),
          new StackConfig(20, 2, 3, 2),
          6,
          3,
          16,
          new StackConfig(20, 2, 3, 2),
          new StackConfig(12, 2, 5, 2),
          true,
          9);

  private final Map<String, Tensor> weights = new TreeMap<>();
  private final RandomGenerator random;

  private TinyCodec(long seed) {
    random = random(seed);
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static Codec of(long seed) {
    return Codec.from(CONFIG, WeightMap.of("test", weights(seed)));
  }

  static Map<String, Tensor> weights(long seed) {
    TinyCodec tiny = new TinyCodec(seed);
    CodecConfig c = CONFIG;
    int fineIn = c.fineEncoder().channels();
    int coarseIn = c.coarseEncoder().channels();
    int coarseOut = c.coarseDecoder().channels();
    int fineOut = c.fineDecoder().channels();
    tiny.affine("codec.encoder.front", fineIn, c.frontSize());
    tiny.stack("codec.encoder.fine", c.fineEncoder());
    tiny.affine("codec.encoder.down", coarseIn, fineIn, c.fineFrames());
    tiny.stack("codec.encoder.coarse", c.coarseEncoder());
    tiny.affine("codec.encoder.norm", coarseIn);
    tiny.affine("codec.encoder.latent", c.latentDim(), coarseIn);
    for (int q = 0; q < c.codebooks(); q++) {
      tiny.add("codec.quantizer.codebooks." + q, c.codebookSize(), c.latentDim());
    }
    tiny.affine("codec.decoder.latent", coarseOut, c.latentDim());
    tiny.stack("codec.decoder.coarse", c.coarseDecoder());
    tiny.affine("codec.decoder.up", c.fineFrames() * fineOut, coarseOut);
    tiny.stack("codec.decoder.fine", c.fineDecoder());
    tiny.affine("codec.decoder.norm", fineOut);
    tiny.affine("codec.decoder.head", c.headSize(), fineOut);
    return tiny.weights;
  }

  static float[] noise(int samples, long seed) {
    RandomGenerator random = random(seed);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (float) (0.2 * random.nextGaussian());
    }
    return noise;
  }

  private void stack(String name, StackConfig config) {
    for (int i = 0; i < config.blocks(); i++) {
      String block = name + "." + i;
      affine(block + ".dw", config.channels(), 1, config.kernel());
      affine(block + ".norm", config.channels());
      affine(block + ".up", config.hidden(), config.channels());
      affine(block + ".down", config.channels(), config.hidden());
      add(block + ".gamma", config.channels());
    }
  }

  private void affine(String name, int... shape) {
    add(name + ".weight", shape);
    add(name + ".bias", shape[0]);
  }

  private void add(String name, int... shape) {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    float[] data = new float[size];
    for (int i = 0; i < size; i++) {
      data[i] = (float) (0.3 * random.nextGaussian());
    }
    weights.put(name, new Tensor(shape, data));
  }
}
