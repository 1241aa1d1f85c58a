package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.WeightMap;

class QuantizerTrainerTest {
  private static final int DIM = 2;
  private static final StackConfig STACK = new StackConfig(4, 0, 1, 1);
  private static final CodecConfig CONFIG =
      new CodecConfig(44_100, 64, 16, 4, STACK, STACK, DIM, 2, 4, STACK, STACK, false, 0);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final QuantizerTrainer quantizer = new QuantizerTrainer(CONFIG, random);
  private final PointerScope scope = new PointerScope();

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  /// Four clouds around the corners of a square.
  private float[] clouds(int points) {
    float[] data = new float[points * DIM];
    for (int i = 0; i < points; i++) {
      data[i * DIM] = (float) ((i % 2 == 0 ? 1 : -1) + 0.05 * random.nextGaussian());
      data[i * DIM + 1] = (float) ((i / 2 % 2 == 0 ? 1 : -1) + 0.05 * random.nextGaussian());
    }
    return data;
  }

  @Test
  void theFirstCodebookStartsAtTheCentresOfTheClouds() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    float[] words = quantizer.codebooks().get("codec.quantizer.codebooks.0").data();
    for (int corner = 0; corner < 4; corner++) {
      float x = corner % 2 == 0 ? 1 : -1;
      float y = corner / 2 == 0 ? 1 : -1;
      double nearest = Double.POSITIVE_INFINITY;
      for (int n = 0; n < 4; n++) {
        nearest = Math.min(nearest, Math.hypot(words[n * DIM] - x, words[n * DIM + 1] - y));
      }
      assertTrue(nearest < 0.05, "corner " + corner + " is " + nearest + " away");
    }
  }

  @Test
  void theGradientOfTheSumOfTheOutputIsAllOnes() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    Tensor latents = Torch.tensor(clouds(12), 3, 4, DIM).set_requires_grad(true);
    quantizer.quantize(latents, false, 0).latents().sum().backward();
    float[] ones = new float[24];
    Arrays.fill(ones, 1);
    assertArrayEquals(ones, Torch.floats(latents.grad()));
  }

  /// The gradient of |z - q1|^2 + |z - q1 - q2|^2 with both q detached is twice the residuals.
  @Test
  void everyStageHasACommitmentGradientOfItsOwn() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    float[] z = {0.6f, 0.7f};
    Tensor latents = Torch.tensor(z, 1, 1, DIM).set_requires_grad(true);
    quantizer.quantize(latents, false, 0).commitment().backward();
    int[][] codes = quantizer.encode(Torch.tensor(z, 1, DIM));
    float[] first = quantizer.codebooks().get("codec.quantizer.codebooks.0").data();
    float[] second = quantizer.codebooks().get("codec.quantizer.codebooks.1").data();
    float[] grad = Torch.floats(latents.grad());
    for (int i = 0; i < DIM; i++) {
      float r1 = z[i] - first[codes[0][0] * DIM + i];
      float r2 = r1 - second[codes[1][0] * DIM + i];
      float meanOverStagesAndDims = (2 * r1 + 2 * r2) / (2 * DIM);
      assertEquals(meanOverStagesAndDims, grad[i], 1e-6);
    }
  }

  /// The published EnCodec code moves a dead word and overwrites it in the same step.
  @Test
  void aDeadCodeComesBackToLifeAndStays() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    Map<String, timbrel.nn.weights.Tensor> state = new TreeMap<>();
    quantizer.save(state);
    far(state.get("codec.quantizer.codebooks.0"));
    timbrel.nn.weights.Tensor sums = state.get("quantizer.sums.0");
    timbrel.nn.weights.Tensor counts = state.get("quantizer.counts.0");
    counts.data()[0] = 1e-3f;
    sums.data()[0] = 100 * 1e-3f;
    sums.data()[1] = 100 * 1e-3f;
    quantizer.load(WeightMap.of("test", state));
    for (int step = 0; step < 3; step++) {
      quantizer.quantize(Torch.tensor(clouds(64), 1, 64, DIM), true, 0);
      float[] words = quantizer.codebooks().get("codec.quantizer.codebooks.0").data();
      assertTrue(Math.abs(words[0]) < 2, "word 0 is at " + words[0] + " after step " + step);
    }
    assertTrue(quantizer.restarts() > 0);
  }

  private static void far(timbrel.nn.weights.Tensor codebook) {
    codebook.data()[0] = 100;
    codebook.data()[1] = 100;
  }

  @Test
  void codebooksFollowLatentsThatDrift() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    float[] moved = clouds(64);
    for (int i = 0; i < moved.length; i++) {
      moved[i] *= 1.3f;
    }
    Tensor latents = Torch.tensor(moved, 1, 64, DIM);
    double before = quantizer.quantize(latents, false, 0).commitment().item_double();
    for (int step = 0; step < 300; step++) {
      try (PointerScope inner = new PointerScope()) {
        quantizer.quantize(latents, true, 0);
      }
    }
    double after = quantizer.quantize(latents, false, 0).commitment().item_double();
    assertTrue(after < before / 4, before + " before, " + after + " after");
  }

  @Test
  void dropoutGivesSomeSoundsOnlyTheirFirstCodebooks() {
    quantizer.start(Torch.tensor(clouds(400), 400, DIM));
    float[] same = new float[64 * DIM];
    for (int i = 0; i < 64; i++) {
      same[i * DIM] = 0.8f;
      same[i * DIM + 1] = 0.9f;
    }
    float[] dropped =
        Torch.floats(quantizer.quantize(Torch.tensor(same, 64, 1, DIM), false, 0.5).latents());
    long distinct =
        java.util.stream.IntStream.range(0, 64).mapToObj(i -> dropped[i * DIM]).distinct().count();
    assertEquals(2, distinct, "values of one latent through 1 or 2 codebooks");
  }
}
