package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class CodecTrainerTest {
  private static final CodecConfig TINY =
      new CodecConfig(
          44_100,
          64,
          16,
          4,
          new StackConfig(16, 1, 3, 2),
          new StackConfig(24, 1, 3, 2),
          8,
          2,
          16,
          new StackConfig(24, 1, 3, 2),
          new StackConfig(16, 1, 3, 2),
          false,
          0);

  private static final int SAMPLES = 32 * TINY.hop();

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static CodecTrainer trainer(CodecTrainingConfig config) {
    return trainer(TINY, config);
  }

  private static CodecTrainer trainer(CodecConfig codec, CodecTrainingConfig config) {
    return new CodecTrainer(codec, config, new CodecNetwork(codec, random(1)), random(2));
  }

  private static float[][] hisses(long seed) {
    RandomGenerator random = random(seed);
    float[][] hisses = new float[8][SAMPLES];
    for (float[] hiss : hisses) {
      for (int t = 0; t < SAMPLES; t++) {
        hiss[t] = (float) (0.2 * random.nextGaussian());
      }
    }
    return hisses;
  }

  /// After a few steps, with codebooks that have been started.
  private static CodecTrainer begun(CodecTrainingConfig config) {
    CodecTrainer trainer = trainer(config);
    for (int i = 0; i < 16; i++) {
      trainer.step(clicks(), 0.1);
    }
    return trainer;
  }

  /// Eight decaying tones.
  private static float[][] clicks() {
    float[][] clicks = new float[8][SAMPLES];
    for (int i = 0; i < clicks.length; i++) {
      for (int t = 0; t < SAMPLES; t++) {
        double decay = Math.exp(-t / (200.0 + 60 * i));
        clicks[i][t] = (float) (0.8 * decay * Math.sin(0.05 * (i + 1) * t));
      }
    }
    return clicks;
  }

  @Test
  void aTinyCodecLearnsEightClicks() {
    CodecTrainer trainer =
        trainer(new CodecTrainingConfig(8, 8, 32, 3e-3, 40, 1, 2, false, CodecObjective.WAVES));
    double first = trainer.step(clicks(), 0).get("spectrum");
    for (int i = 1; i < 200; i++) {
      trainer.step(clicks(), i / 200.0);
    }
    double last = trainer.validate(List.<float[][]>of(clicks()));
    assertTrue(last < 0.65 * first, "spectral loss " + first + " before, " + last + " after");
  }

  @Test
  void aRestoredTrainerTakesTheSameNextStep() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 8, 32, 1e-3, 12, 0.5, 2, false, CodecObjective.WAVES);
    CodecTrainer one = trainer(config);
    for (int i = 0; i < 20; i++) {
      one.step(clicks(), i < 16 ? 0.1 : 0.8);
    }
    Map<String, Tensor> checkpoint = one.checkpoint();
    CodecTrainer two = new CodecTrainer(TINY, config, new CodecNetwork(TINY, random(9)), random(9));
    two.restore(WeightMap.of("test", checkpoint));
    assertEquals(20, two.steps());
    // Dropout draws differ between the two, so validation is compared.
    List<float[][]> sounds = List.<float[][]>of(clicks());
    assertEquals(one.validate(sounds), two.validate(sounds), 1e-5);
    assertArrayEquals(one.reconstruct(clicks()[3]), two.reconstruct(clicks()[3]), 1e-5f);
  }

  @Test
  void withTheDecoderAloneLearningCodesKeepTheirMeaning() {
    CodecTrainer trainer =
        trainer(new CodecTrainingConfig(8, 8, 32, 1e-3, 12, 0.5, 2, false, CodecObjective.WAVES));
    for (int i = 0; i < 16; i++) {
      trainer.step(clicks(), 0.1);
    }
    Map<String, Tensor> before = trainer.weights();
    for (int i = 0; i < 4; i++) {
      var losses = trainer.step(clicks(), 0.9);
      assertTrue(losses.containsKey("features"), "the discriminator takes part: " + losses);
    }
    Map<String, Tensor> after = trainer.weights();
    for (String name : before.keySet()) {
      assertEquals(
          !name.startsWith("codec.decoder."), before.get(name).equals(after.get(name)), name);
    }
  }

  @Test
  void aDecoderOfSettledCodesListensForThePowerOfBandsAndToADiscriminator() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 8, 32, 1e-3, 12, 1, 2, false, CodecObjective.WAVES);
    CodecTrainer first = trainer(config);
    for (int i = 0; i < 16; i++) {
      assertFalse(first.step(clicks(), 0.1).containsKey("flux"));
    }
    Map<String, Tensor> before = first.weights();
    CodecTrainer second = trainer(config.forDecoder());
    second.startFrom(WeightMap.of("test", before), TINY);
    double start = second.validate(List.<float[][]>of(clicks()));
    for (int i = 0; i < 60; i++) {
      var losses = second.step(clicks(), i / 60.0);
      assertTrue(losses.containsKey("flux") && losses.containsKey("features"), losses.toString());
    }
    assertTrue(second.validate(List.<float[][]>of(clicks())) < start);
    Map<String, Tensor> after = second.weights();
    for (String name : before.keySet()) {
      assertEquals(
          !name.startsWith("codec.decoder."), before.get(name).equals(after.get(name)), name);
    }
  }

  @Test
  void aWholeCodecThatGoesOnLearningChangesItsCodesAndHearsNoDiscriminator() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 8, 32, 1e-3, 12, 1, 2, false, CodecObjective.WAVES);
    CodecTrainer first = begun(config);
    Map<String, Tensor> before = first.weights();
    CodecTrainer second = trainer(TINY.withNoiseAndTones(), config.forAutoencoder(false));
    second.startFrom(WeightMap.of("test", before), TINY);
    for (int i = 0; i < 4; i++) {
      var losses = second.step(clicks(), i / 4.0);
      assertTrue(losses.keySet().containsAll(List.of("flux", "commitment")), losses.toString());
      assertFalse(losses.containsKey("features"), losses.toString());
    }
    Map<String, Tensor> after = second.weights();
    for (String name : before.keySet()) {
      assertNotEquals(before.get(name), after.get(name), name);
    }
  }

  @Test
  void anotherQuantizerStartsFromKMeansWithTheNetworkThatIsThere() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 8, 32, 1e-3, 12, 1, 2, false, CodecObjective.WAVES);
    CodecTrainer first = begun(config);
    CodecTrainer second = trainer(config.forNewCodes());
    second.startNetworkFrom(WeightMap.of("test", first.weights()), TINY);
    assertFalse(second.quantizer().started());
    assertEquals(
        first.weights().get("codec.encoder.front.weight"),
        second.weights().get("codec.encoder.front.weight"));
    for (int i = 0; i < 12; i++) {
      second.step(clicks(), 0.1);
    }
    assertTrue(second.quantizer().started());
  }

  static Stream<CodecConfig> withAndWithoutTones() {
    return Stream.of(TINY, TINY.withNoiseAndTones());
  }

  @ParameterizedTest
  @MethodSource("withAndWithoutTones")
  void silenceDoesNotBreakTheWeights(CodecConfig codec) {
    CodecTrainingConfig config =
        new CodecTrainingConfig(4, 4, 32, 1e-3, 12, 0.6, 2, false, CodecObjective.WAVES);
    CodecTrainer trainer = trainer(codec, config);
    for (int i = 0; i < 18; i++) {
      trainer.step(new float[4][SAMPLES], i / 18.0);
    }
    for (float sample : trainer.reconstruct(clicks()[0])) {
      assertTrue(Float.isFinite(sample));
    }
  }

  @Test
  void aDecoderThatIsGivenNoiseLearnsToHiss() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 8, 32, 2e-2, 12, 1, 2, false, CodecObjective.WAVES);
    CodecTrainer plain = trainer(config);
    for (int i = 0; i < 40; i++) {
      plain.step(hisses(i), 0.1);
    }
    WeightMap weights = WeightMap.of("test", plain.weights());
    CodecTrainer noisy = trainer(TINY.withNoiseAndTones(), config.forDecoder());
    noisy.startFrom(weights, TINY);
    float[] sound = hisses(99)[0];
    float before = apart(noisy.reconstruct(sound), noisy.reconstruct(sound));
    for (int i = 0; i < 100; i++) {
      noisy.step(hisses(i), i / 100.0);
    }
    float after = apart(noisy.reconstruct(sound), noisy.reconstruct(sound));
    assertTrue(after > 4 * before, before + " before, " + after + " after");
  }

  /// Mean absolute difference.
  private static float apart(float[] a, float[] b) {
    float sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += Math.abs(a[t] - b[t]);
    }
    return sum / a.length;
  }

  @Test
  void ofASoundThatIsNotHeardOnlyThePartialsCount() {
    CodecConfig toned = TINY.withNoiseAndTones();
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 4, 32, 1e-3, 12, 1, 2, false, CodecObjective.TEXTURE);
    float[][] others = clicks();
    for (int i = config.heard(); i < others.length; i++) {
      others[i] = hisses(3)[i];
    }
    var losses = trainer(toned, config).step(clicks(), 0);
    var withOthers = trainer(toned, config).step(others, 0);
    for (String heard : List.of("wave", "spectrum", "onset", "flux")) {
      assertEquals(losses.get(heard), withOthers.get(heard), heard);
    }
    assertNotEquals(losses.get("tuning"), withOthers.get("tuning"));
    assertNotEquals(losses.get("level"), withOthers.get("level"));
  }

  @Test
  void tonesLearnWhereThePartialsOfClicksLie() {
    CodecTrainingConfig config =
        new CodecTrainingConfig(8, 4, 32, 3e-3, 100, 1, 2, false, CodecObjective.TEXTURE);
    CodecTrainer trainer = trainer(TINY.withNoiseAndTones(), config);
    double first = trainer.step(clicks(), 0).get("tuning");
    double last = first;
    for (int i = 1; i < 60; i++) {
      last = trainer.step(clicks(), i / 100.0).get("tuning");
    }
    assertTrue(last < 0.5 * first, "tuning is apart " + first + " before, " + last + " after");
  }
}
