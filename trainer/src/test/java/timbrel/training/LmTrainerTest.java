package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import timbrel.codec.Codes;
import timbrel.lm.CodebookPattern;
import timbrel.lm.Conditions;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;
import timbrel.lm.TokenGenerator;
import timbrel.lm.TokenModel;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class LmTrainerTest {
  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  @Test
  void theFirstLossIsThatOfGuessing() {
    LmTrainer trainer = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 1);
    double loss = trainer.step(TinyLm.eightSounds(), 0).getOrDefault("loss", Double.NaN);
    assertEquals(Math.log(13), loss, 0.1);
  }

  /// Eight sounds by heart: their codes and, with the end token, their lengths.
  @ParameterizedTest
  @EnumSource
  void eightSoundsAreLearntByHeartAndSungBack(CodebookPattern pattern) {
    LmConfig config = TinyLm.CONFIG.withPattern(pattern);
    LmTrainer trainer = new LmTrainer(config, TinyLm.PLAIN, 1);
    List<LmExample> examples = TinyLm.eightSounds();
    int steps = 150;
    for (int i = 0; i < steps; i++) {
      trainer.step(examples, i / (double) steps);
    }
    SequencedMap<String, Double> end = trainer.validate(examples);
    assertEquals(1, end.getOrDefault("accuracy", 0.0), 1e-9, end.toString());
    TokenModel model = TokenModel.from(config, WeightMap.of("learnt", trainer.weights()));
    for (LmExample example : examples) {
      Codes sung =
          new TokenGenerator(model)
              .generate(example.conditions(), Sampling.greedy(), TinyLm.random(1));
      assertEquals(example.codes(), sung);
    }
  }

  @Test
  void aRestoredTrainerDoesWhatTheInterruptedOneWouldHaveDone() {
    LmConfig config = TinyLm.CONFIG;
    LmTrainingConfig training = LmTrainingConfig.DEFAULT.withBatch(4);
    LmTrainer whole = new LmTrainer(config, training, 7);
    LmTrainer first = new LmTrainer(config, training, 7);
    LengthBuckets buckets = new LengthBuckets(TinyLm.eightSounds(), 4, 3);
    for (int i = 0; i < 6; i++) {
      whole.step(buckets.at(i), 0);
      first.step(buckets.at(i), 0);
      if (i == 4) {
        whole.validate(TinyLm.eightSounds());
        first.validate(TinyLm.eightSounds());
      }
    }
    LmTrainer second = new LmTrainer(config, training, 7);
    second.restore(WeightMap.of("checkpoint", first.checkpoint()));
    LengthBuckets again = new LengthBuckets(TinyLm.eightSounds(), 4, 3);
    for (int i = 6; i < 12; i++) {
      assertEquals(whole.step(buckets.at(i), 0), second.step(again.at(i), 0));
    }
    assertEquals(whole.bestLoss(), second.bestLoss());
    assertEqualWeights(whole.checkpoint(), second.checkpoint());
  }

  /// The twin of the test above: another seed drops other conditions and activations.
  @Test
  void anotherSeedTrainsDifferently() {
    LmTrainer one = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 1);
    LmTrainer two = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 2);
    assertNotEquals(one.step(TinyLm.eightSounds(), 0), two.step(TinyLm.eightSounds(), 0));
  }

  @Test
  void theBestWeightsAreKeptAndNotTheLast() {
    LmTrainer trainer = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN.withPatience(2), 1);
    List<LmExample> held = otherSounds();
    trainer.step(TinyLm.eightSounds(), 0);
    trainer.validate(held);
    Map<String, Tensor> best = Map.copyOf(trainer.weights());
    for (int i = 0; i < 100; i++) {
      trainer.step(TinyLm.eightSounds(), 0.3);
    }
    assertFalse(trainer.isStuck());
    trainer.validate(held);
    trainer.validate(held);
    assertTrue(trainer.isStuck(), "learning by heart does not help with other sounds");
    assertEqualWeights(best, trainer.weights());
  }

  @Test
  void aTrainerCanStartFromAFinishedModel() {
    LmTrainer one = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 1);
    for (int i = 0; i < 3; i++) {
      one.step(TinyLm.eightSounds(), 0);
    }
    LmTrainer two = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 2);
    two.startFrom(WeightMap.of("one", one.weights()));
    assertEqualWeights(one.weights(), two.weights());
  }

  @Test
  void aTrainerCanStartFromAFinishedModelOfOtherCodes() {
    Map<String, Tensor> known = TinyLm.loudWeights(TinyLm.CONFIG, 3);
    LmConfig more = TinyLm.CONFIG.withCodes(1, 7, TinyLm.CONFIG.maxFrames());
    LmTrainer trainer = new LmTrainer(more, TinyLm.PLAIN, 1);
    Map<String, Tensor> fresh = Map.copyOf(trainer.weights());
    trainer.startFromOtherCodes(WeightMap.of("known", known));
    trainer
        .weights()
        .forEach((name, tensor) -> {
          boolean ofCodes = name.contains(".embed.") || name.contains(".heads.");
          assertEquals(ofCodes ? fresh.get(name) : known.get(name), tensor, name);
        });
  }

  /// The loss that is left is the entropy of what the teacher says, so only its fall is compared.
  @Test
  void aModelLearnsToSayAloneWhatItSaysUnderGuidance() {
    WeightMap teacher = WeightMap.of("teacher", TinyLm.loudWeights(TinyLm.CONFIG, 3));
    double plain = firstLoss(distilling(teacher, 1));
    LmTrainer pupil = distilling(teacher, 3);
    double first = firstLoss(pupil);
    for (int i = 0; i < 150; i++) {
      pupil.step(TinyLm.eightSounds(), 0.3);
    }
    LmTrainer again = distilling(teacher, 3);
    again.startFrom(WeightMap.of("pupil", pupil.weights()));
    assertTrue(firstLoss(again) < first - 0.1, firstLoss(again) + " after " + first);
    assertEquals(plain, firstLoss(distilling(teacher, 1)), 1e-9);
  }

  private static LmTrainer distilling(WeightMap teacher, float guidance) {
    return LmTrainer.distilling(TinyLm.CONFIG, TinyLm.PLAIN, 1, teacher, guidance);
  }

  private static double firstLoss(LmTrainer trainer) {
    return trainer.step(TinyLm.eightSounds(), 0).getOrDefault("loss", Double.NaN);
  }

  /// Doubling the first frames' weight moves the loss towards theirs.
  @Test
  void onsetFramesCountMore() {
    LmBatch batch =
        LmBatch.of(TinyLm.CONFIG, TinyLm.PLAIN.withOnsetWeight(2), TinyLm.eightSounds());
    for (int k = 0; k < 3; k++) {
      int heavy = 0;
      for (float weight : batch.targets[k].weights()) {
        heavy += weight == 2 ? 1 : 0;
      }
      assertEquals(16, heavy, "two frames of each of eight sounds");
    }
  }

  /// Sounds of 2 to 9 frames: 44 codes a codebook, and an end each in codebook 0.
  @Test
  void everyCodeIsATargetOnceAndEverySoundEndsOnce() {
    for (CodebookPattern pattern : CodebookPattern.values()) {
      LmConfig config = TinyLm.CONFIG.withPattern(pattern);
      LmBatch batch = LmBatch.of(config, TinyLm.PLAIN, TinyLm.eightSounds());
      assertEquals(44 + 8, batch.targets[0].rows().length);
      assertEquals(44, batch.targets[1].rows().length);
      assertEquals(44, batch.targets[2].rows().length);
      long ends =
          Arrays.stream(batch.targets[0].codes()).filter(c -> c == config.endToken()).count();
      assertEquals(8, ends);
    }
  }

  @Test
  void aSoundThatIsTooLongIsCutAndHasNoEnd() {
    Codes longer = TinyLm.codes(TinyLm.CONFIG, 20, TinyLm.random(1));
    LmExample example = new LmExample(longer, Conditions.none(2), 1);
    LmBatch batch = LmBatch.of(TinyLm.CONFIG, TinyLm.PLAIN, List.of(example));
    assertEquals(12, batch.targets[0].rows().length);
    assertEquals(TinyLm.CONFIG.maxSteps(), batch.steps);
  }

  @Test
  void codesOfAnotherCodecAreRefused() {
    LmTrainer trainer = new LmTrainer(TinyLm.CONFIG, TinyLm.PLAIN, 1);
    Codes tooLarge = new Codes(new int[][] {{12}, {0}, {0}});
    var example = new LmExample(tooLarge, Conditions.none(2), 1);
    assertThrows(IllegalArgumentException.class, () -> trainer.step(List.of(example), 0));
  }

  @Test
  void conditionsAreHiddenAsOftenAsAskedFor() {
    ConditionDropout dropout =
        new ConditionDropout(new LmTrainingConfig(1, 1, 1, 0, 1, 0, 0, 1, 0.2, 0.25, 0.5, 0.5, 0));
    Conditions all =
        Conditions.ofClass(TinyLm.CONFIG, 1).withKnob(0, 0).withKnob(1, 0).withVelocity(1);
    RandomGenerator random = TinyLm.random(1);
    int draws = 20_000;
    double classes = 0;
    double velocities = 0;
    double knobs = 0;
    for (int i = 0; i < draws; i++) {
      Conditions shown = dropout.apply(all, random);
      classes += shown.hasClass() ? 1 : 0;
      velocities += Float.isNaN(shown.velocity()) ? 0 : 1;
      knobs += Float.isNaN(shown.knobs()[1]) ? 0 : 1;
    }
    assertEquals(0.8 * 0.75, classes / draws, 0.015);
    assertEquals(0.8 * 0.5, velocities / draws, 0.015);
    assertEquals(0.8 * 0.5 * 0.5, knobs / draws, 0.015);
  }

  @Test
  void batchesHaveSimilarLengthsAndFollowTheWeights() {
    List<LmExample> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Codes codes = new Codes(new int[3][1 + i % 12]);
      examples.add(new LmExample(codes, Conditions.none(2), i < 20 ? 1 : 3));
    }
    LengthBuckets buckets = new LengthBuckets(examples, 16, 5);
    int heavy = 0;
    int spread = 0;
    for (int step = 0; step < 80; step++) {
      List<LmExample> batch = buckets.at(step);
      var lengths = batch.stream().mapToInt(e -> e.codes().frames()).summaryStatistics();
      spread += lengths.getMax() - lengths.getMin();
      heavy += (int) batch.stream().filter(e -> e.weight() == 3).count();
    }
    assertTrue(spread < 80 * 4, "mean spread " + spread / 80.0);
    assertEquals(0.75, heavy / (80.0 * 16), 0.05);
    assertEquals(buckets.at(33), new LengthBuckets(examples, 16, 5).at(33));
  }

  private static List<LmExample> otherSounds() {
    RandomGenerator random = TinyLm.random(99);
    return TinyLm.eightSounds().stream()
        .map(e ->
            new LmExample(
                TinyLm.codes(TinyLm.CONFIG, e.codes().frames(), random), e.conditions(), 1))
        .toList();
  }

  private static void assertEqualWeights(Map<String, Tensor> a, Map<String, Tensor> b) {
    assertEquals(a.keySet(), b.keySet());
    a.forEach((name, tensor) -> assertArrayEquals(tensor.data(), b.get(name).data(), name));
  }
}
