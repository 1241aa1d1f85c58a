package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.classifier.DrumClassifier;
import timbrel.classifier.LogMelPicture;
import timbrel.evaluation.ClassifierTrainer.Example;
import timbrel.nn.weights.WeightMap;
import timbrel.training.Torch;

class ClassifierTrainerTest {
  private static final List<String> CLASSES = List.of("kick", "snare", "hat");
  private static final ClassifierTrainer.Options SHORT = new ClassifierTrainer.Options(40, 16, 7);
  private static final ClassifierTrainer.Listener SILENT = (done, of, loss) -> {};

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  static List<Example> drums(int each, long seed) {
    RandomGenerator random = Drums.random(seed);
    List<Example> drums = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      drums.add(new Example(Drums.kick(random), 0));
      drums.add(new Example(Drums.snare(random), 1));
      drums.add(new Example(Drums.hat(random), 2));
    }
    return drums;
  }

  @Test
  void kicksSnaresAndHatsAreToldApartAfterFortySteps() {
    WeightMap weights = ClassifierTrainer.train(CLASSES, drums(12, 1), SHORT, SILENT);
    DrumClassifier classifier = DrumClassifier.from(weights, CLASSES);
    int right = 0;
    for (Example example : drums(10, 2)) {
      right += classifier.classify(example.samples()).best() == example.label() ? 1 : 0;
    }
    assertTrue(right >= 27, right + " of 30 right, expected at least 27");
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
    ClassifierTrainer.Options few = new ClassifierTrainer.Options(3, 8, 7);
    WeightMap first = ClassifierTrainer.train(CLASSES, drums(4, 1), few, SILENT);
    WeightMap second = ClassifierTrainer.train(CLASSES, drums(4, 1), few, SILENT);
    WeightMap other = ClassifierTrainer.train(CLASSES, drums(4, 1), few.withSeed(8), SILENT);
    String name = "classifier.embed.weight";
    assertArrayEquals(first.tensor(name).data(), second.tensor(name).data());
    assertTrue(first.tensor(name).data()[0] != other.tensor(name).data()[0]);
  }

  @Test
  void thePlayerEqualsTheTrainer() {
    ClassifierNetwork network = new ClassifierNetwork(3, Drums.random(3));
    List<Example> drums = drums(3, 4);
    int length = DrumClassifier.FRAMES * LogMelPicture.BANDS;
    float[] pictures = new float[drums.size() * length];
    for (int i = 0; i < drums.size(); i++) {
      float[] picture = DrumClassifier.picture(drums.get(i).samples());
      System.arraycopy(picture, 0, pictures, i * length, length);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor input = ClassifierNetwork.input(pictures, drums.size());
      network.forTraining(input, Drums.random(5)); // moves the running statistics
      float[] expected = Torch.floats(network.embeddings(input));
      float[] chances =
          Torch.floats(org.bytedeco.pytorch.global.torch.softmax(network.scores(input), 1));
      DrumClassifier player = DrumClassifier.from(WeightMap.of("test", network.folded()), CLASSES);
      for (int i = 0; i < drums.size(); i++) {
        DrumClassifier.Verdict verdict = player.classify(drums.get(i).samples());
        for (int d = 0; d < verdict.embedding().length; d++) {
          assertEquals(expected[i * verdict.embedding().length + d], verdict.embedding()[d], 1e-5);
        }
        for (int c = 0; c < 3; c++) {
          assertEquals(chances[i * 3 + c], verdict.probabilities()[c], 1e-5);
        }
      }
    }
  }

  @Test
  void oneClassWithOneSoundCanBeLearnt() {
    ClassifierTrainer.Options few = new ClassifierTrainer.Options(2, 4, 7);
    WeightMap weights =
        ClassifierTrainer.train(
            List.of("kick"), List.of(new Example(new float[10], 0)), few, SILENT);
    DrumClassifier classifier = DrumClassifier.from(weights, List.of("kick"));
    assertEquals(1, classifier.classify(new float[5_000]).probabilities()[0], 1e-6);
  }

  @Test
  void noSoundsAreRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ClassifierTrainer.train(CLASSES, List.of(), SHORT, SILENT));
    assertEquals("a classifier from 0 sounds, expected at least 1", e.getMessage());
  }
}
