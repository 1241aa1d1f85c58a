package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.codec.Codec;
import timbrel.codec.CodecConfig;
import timbrel.codec.Codes;
import timbrel.codec.NoiseSeeds;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.WeightMap;

/// Two executors of one codec: the trainer's on libtorch, the player's in plain Java.
class CodecPlayerEqualsTrainerTest {
  private static final float TOLERANCE = 1e-5f;

  /// What turns differ by adds up in the phases of tones, here over up to 185 spectra.
  private static final float TOLERANCE_OF_TONES = 1e-4f;

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  private static final double[] ASIDE = {-1.5, -0.9, -0.58, -0.4, -0.12, 0.1, 0.42, 0.62, 0.88};

  /// A random small configuration with random weights in both executors.
  private record Pair(CodecConfig config, CodecNetwork network, Codec player) {
    static Pair random(long seed) {
      RandomGenerator random = random(seed, 0);
      CodecConfig config = seed == 0 ? CodecConfig.STARTER.withNoiseAndTones() : tiny(random);
      CodecNetwork network = new CodecNetwork(config, random);
      letTonesSound(network, config, random);
      QuantizerTrainer quantizer = new QuantizerTrainer(config, random);
      int rows = 2 * config.codebookSize();
      float[] points = new float[rows * config.latentDim()];
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) random.nextGaussian();
      }
      quantizer.start(Torch.tensor(points, rows, config.latentDim()));
      Map<String, timbrel.nn.weights.Tensor> weights = network.parameters().values();
      weights.putAll(quantizer.codebooks());
      return new Pair(config, network, Codec.from(config, WeightMap.of("test", weights)));
    }

    static RandomGenerator random(long seed, long stream) {
      return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + stream);
    }

    /// Those of a new network are nearly silent. Places stay clear of where a tone begins to follow
    /// the one beside, as rounding would decide there.
    private static void letTonesSound(
        CodecNetwork network, CodecConfig config, RandomGenerator random) {
      Map<String, timbrel.nn.weights.Tensor> weights = network.parameters().values();
      float[] bias = weights.get("codec.decoder.head.bias").data();
      float[] weight = weights.get("codec.decoder.head.weight").data();
      int levels = config.toneOffset();
      int turns = levels + config.tones();
      Arrays.fill(bias, levels, turns, -1);
      for (int k = turns; k < config.headSize(); k++) {
        double aside = ASIDE[random.nextInt(ASIDE.length)];
        bias[k] = (float) (Math.PI / 2 * (aside + 4 * random.nextInt(-1, 2)));
      }
      int width = weight.length / config.headSize();
      for (int i = turns * width; i < weight.length; i++) {
        weight[i] *= 0.005f;
      }
      network.parameters().load(WeightMap.of("test", weights));
    }

    private static CodecConfig tiny(RandomGenerator random) {
      int hop = 8 << random.nextInt(4);
      return new CodecConfig(
          44_100,
          4 * hop,
          hop,
          1 + random.nextInt(5),
          stack(random),
          stack(random),
          1 + random.nextInt(9),
          1 + random.nextInt(4),
          2 + random.nextInt(30),
          stack(random),
          stack(random),
          random.nextBoolean(),
          random.nextInt(2 * hop));
    }

    private static StackConfig stack(RandomGenerator random) {
      return new StackConfig(
          1 + random.nextInt(40), random.nextInt(3), 1 + random.nextInt(7), 1 + random.nextInt(3));
    }

    float[] sound(int samples, long seed) {
      RandomGenerator random = random(seed, 1);
      float[] sound = new float[samples];
      for (int i = 0; i < samples; i++) {
        sound[i] = (float) (0.3 * random.nextGaussian() * Math.exp(-3.0 * i / samples));
      }
      return sound;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void thePlayersEncoderGivesTheTrainersLatents(long seed) {
    try (PointerScope scope = new PointerScope()) {
      Pair pair = Pair.random(seed);
      float[] sound = pair.sound(37 * pair.config().hop(), seed);
      float[] expected = Torch.floats(pair.network().encode(Torch.tensor(sound, 1, sound.length)));
      assertArrayEquals(expected, pair.player().latents(sound), scaled(TOLERANCE, expected));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void thePlayersDecoderGivesTheTrainersSound(long seed) {
    try (PointerScope scope = new PointerScope()) {
      Pair pair = Pair.random(seed);
      CodecConfig config = pair.config();
      RandomGenerator random = Pair.random(seed, 2);
      int[][] codes = new int[config.codebooks()][37];
      for (int[] row : codes) {
        Arrays.setAll(row, t -> random.nextInt(config.codebookSize()));
      }
      float[] latents = latentsOf(pair.player(), config, codes);
      CodecNetwork network = pair.network();
      Tensor input = Torch.tensor(latents, 1, 37, config.latentDim());
      Tensor noise = phasesOf(new Codes(codes), config);
      float[] expected = Torch.floats(network.sound(network.head(input), noise));
      float tolerance = config.tones() > 0 ? TOLERANCE_OF_TONES : TOLERANCE;
      assertArrayEquals(
          expected, pair.player().decode(new Codes(codes)), scaled(tolerance, expected));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6})
  void bothNameTheSameCodes(long seed) {
    try (PointerScope scope = new PointerScope()) {
      Pair pair = Pair.random(seed);
      QuantizerTrainer quantizer = new QuantizerTrainer(pair.config(), Pair.random(seed, 3));
      quantizer.load(WeightMap.of("test", weightsOf(pair)));
      float[] sound = pair.sound(50 * pair.config().hop(), seed);
      Tensor latents = pair.network().encode(Torch.tensor(sound, 1, sound.length));
      int[][] expected = quantizer.encode(latents.select(0, 0));
      assertEquals(new Codes(expected), pair.player().encode(sound));
    }
  }

  private static Map<String, timbrel.nn.weights.Tensor> weightsOf(Pair pair) {
    Map<String, timbrel.nn.weights.Tensor> all = new java.util.TreeMap<>();
    for (int q = 0; q < pair.config().codebooks(); q++) {
      String name = "codec.quantizer.codebooks." + q;
      all.put(name, pair.player().codebook(q));
    }
    return all;
  }

  private static float[] latentsOf(Codec player, CodecConfig config, int[][] codes) {
    int dim = config.latentDim();
    float[] latents = new float[codes[0].length * dim];
    for (int q = 0; q < codes.length; q++) {
      float[] codebook = player.codebook(q).data();
      for (int t = 0; t < codes[q].length; t++) {
        for (int i = 0; i < dim; i++) {
          latents[t * dim + i] += codebook[codes[q][t] * dim + i];
        }
      }
    }
    return latents;
  }

  /// The phases of the player's noise, `[1, spectra, bins]`.
  private static Tensor phasesOf(Codes codes, CodecConfig config) {
    float[] phases = NoiseSeeds.phases(codes, config);
    return Torch.tensor(phases, 1, phases.length / config.bins(), config.bins());
  }

  /// That share of the greatest value, and of 1 at least.
  private static float scaled(float tolerance, float[] values) {
    float greatest = 1;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return tolerance * greatest;
  }
}
