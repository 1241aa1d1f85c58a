package timbrel.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.codec.CodecConfig;
import timbrel.learning.LearnListener;
import timbrel.training.QuantizerTrainer;
import timbrel.training.Torch;

class PlantedBugsTest {
  @TempDir private Path folder;

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Tensor noise(RandomGenerator random, int vectors) {
    float[] values = new float[vectors * CodecConfig.STARTER.latentDim()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Torch.tensor(values, vectors, CodecConfig.STARTER.latentDim());
  }

  @Test
  void withoutABugItIsTheProductsQuantizerToTheBit() {
    QuantizerTrainer product = new QuantizerTrainer(CodecConfig.STARTER, random(1));
    PlantedBugs same = new PlantedBugs(CodecConfig.STARTER, random(1), false, false);
    try (PointerScope scope = new PointerScope()) {
      for (QuantizerTrainer quantizer : new QuantizerTrainer[] {product, same}) {
        RandomGenerator random = random(2);
        quantizer.start(noise(random, 300));
        for (int step = 0; step < 3; step++) {
          quantizer.quantize(noise(random, 64).unsqueeze(0), true, 0);
        }
      }
    }
    product
        .codebooks()
        .forEach((name, words) ->
            assertArrayEquals(words.data(), same.codebooks().get(name).data(), name));
  }

  @Test
  void theAttachedLeftOverTakesAwayTheGradientOfAllButTheFirst() {
    ExperimentResult result = run("rvq-detach");
    double ours = result.of(result.spec().arms().get(0), Measure.PULL_LATER).mean();
    double published = result.of(result.spec().arms().get(1), Measure.PULL_LATER).mean();
    assertTrue(ours > 0);
    assertEquals(0, published);
  }

  @Test
  void aRestartOfTheWordAloneLeavesDeadWordsDead() {
    ExperimentResult result = run("rvq-restart");
    double ours = result.of(result.spec().arms().get(0), Measure.USED).mean();
    double published = result.of(result.spec().arms().get(1), Measure.USED).mean();
    assertTrue(ours > published, ours + " > " + published);
  }

  private ExperimentResult run(String name) {
    ExperimentSpec spec = SpecReader.read(name);
    spec = spec.with(java.util.List.of(1L), spec.kind() == ExperimentSpec.Kind.QUANTIZER ? 60 : 1);
    return new Experiment(spec, TinyData.of(60), LearnListener.SILENT, () -> false).run(folder, 1);
  }
}
