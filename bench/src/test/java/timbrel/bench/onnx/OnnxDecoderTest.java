package timbrel.bench.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import timbrel.bench.RandomWeights;
import timbrel.codec.Codec;
import timbrel.codec.CodecConfig;
import timbrel.codec.Codes;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.WeightMap;

class OnnxDecoderTest {
  private static final int FRAMES = 23;
  private static final float TOLERANCE = 1e-4f; // of the loudest sample
  private static final CodecConfig CONFIG =
      new CodecConfig(
          44_100,
          64,
          16,
          4,
          new StackConfig(6, 1, 3, 2),
          new StackConfig(8, 1, 3, 2),
          4,
          3,
          16,
          new StackConfig(24, 2, 5, 3),
          new StackConfig(16, 2, 7, 3),
          true,
          21);

  private final WeightMap weights = RandomWeights.of(CONFIG.shapes(), 5);
  private final Codec codec = Codec.from(CONFIG, weights);
  private final Codes codes = randomCodes();

  private static Codes randomCodes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
    int[][] codes = new int[CONFIG.codebooks()][FRAMES];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> random.nextInt(CONFIG.codebookSize()));
    }
    return new Codes(codes);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeSoundIsTheSame(DepthwiseForm form) throws OrtException {
    float[] expected = codec.decode(codes);
    float[] actual = new float[expected.length];
    var built = OnnxDecoder.whole(CONFIG, weights, form, FRAMES);
    try (var player = new OnnxPlayer(built, CONFIG, codes, FRAMES)) {
      player.decode(0, actual, 0);
    }
    assertTrue(loudest(expected) > 0.01, "the sound is not silent");
    assertArrayEquals(expected, actual, TOLERANCE * loudest(expected));
  }

  @ParameterizedTest
  @EnumSource
  void frameByFrameTheSoundIsTheSameThreeFineHopsLater(DepthwiseForm form) throws OrtException {
    float[] expected = codec.decode(codes);
    float[] actual = new float[expected.length];
    var built = OnnxDecoder.stream(CONFIG, weights, form);
    try (var player = new OnnxPlayer(built, CONFIG, codes, 1)) {
      for (int t = 0; t < FRAMES; t++) {
        player.decode(t, actual, t * CONFIG.hop());
      }
    }
    int late = 3 * CONFIG.fineHop();
    assertArrayEquals(
        Arrays.copyOf(expected, expected.length - late),
        Arrays.copyOfRange(actual, late, actual.length),
        TOLERANCE * loudest(expected));
  }

  private static float loudest(float[] sound) {
    float loudest = 0;
    for (float sample : sound) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    return loudest;
  }
}
