package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.codec.Codes;
import timbrel.lm.CodebookPattern;
import timbrel.lm.Conditions;
import timbrel.lm.KvCache;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.Positions;
import timbrel.lm.Sampling;
import timbrel.lm.TokenGenerator;
import timbrel.lm.TokenModel;
import timbrel.nn.weights.WeightMap;

/// Two executors of one token model: the trainer's on libtorch, the player's in plain Java.
class LmPlayerEqualsTrainerTest {
  private static final float TOLERANCE = 1e-5f;

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  static List<Arguments> everyConfig() {
    List<Arguments> all = new ArrayList<>();
    for (Positions positions : Positions.values()) {
      for (MlpActivation activation : MlpActivation.values()) {
        for (CodebookPattern pattern : CodebookPattern.values()) {
          LmConfig config = TinyLm.config(positions, activation, pattern);
          all.add(Arguments.of(config));
          all.add(Arguments.of(config.withEncoder(1 + config.layers() % 2)));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everyConfig")
  void logitsAreEqualInEveryConfig(LmConfig config) {
    assertLogitsAreEqual(config, TinyLm.loudWeights(config, 1));
  }

  @Test
  void logitsOfTheStarterConfigAreEqual() {
    LmConfig config = LmConfig.starter(15);
    assertLogitsAreEqual(config, LmNetwork.start(config, TinyLm.random(1)).values());
  }

  /// Several sounds of different lengths at once in the trainer, one by one in the player.
  private static void assertLogitsAreEqual(
      LmConfig config, Map<String, timbrel.nn.weights.Tensor> weights) {
    RandomGenerator random = TinyLm.random(2);
    List<LmExample> examples = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Codes codes = TinyLm.codes(config, 1 + random.nextInt(config.maxFrames()), random);
      examples.add(new LmExample(codes, TinyLm.conditions(config, random), 1));
    }
    WeightMap map = WeightMap.of("test", weights);
    LmNetwork network = new LmNetwork(config, LmNetwork.start(config, random));
    network.parameters().load(map);
    TokenModel player = TokenModel.from(config, map);
    LmBatch batch = LmBatch.of(config, TinyLm.PLAIN, examples);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor hidden = network.hidden(batch, 0);
      for (int k = 0; k < config.codebooks(); k++) {
        float[] expected = Torch.floats(network.logits(hidden, k));
        float[] actual = playerLogits(player, batch, examples, k);
        assertEquals(expected.length, actual.length);
        assertArrayEquals(expected, actual, TOLERANCE);
      }
    }
  }

  private static float[] playerLogits(
      TokenModel player, LmBatch batch, List<LmExample> examples, int codebook) {
    LmConfig config = player.config();
    int choices = config.codebookSize() + 1;
    float[] all = new float[batch.sounds * batch.steps * choices];
    float[] logits = new float[batch.steps * choices];
    KvCache cache = player.newCache(1, batch.steps);
    for (int sound = 0; sound < batch.sounds; sound++) {
      player.start(cache, 0, examples.get(sound).conditions());
      player.forward(cache, batch.steps, new int[batch.steps], tokens(config, batch, sound));
      player.logits(cache, batch.steps, codebook, logits);
      System.arraycopy(logits, 0, all, sound * logits.length, logits.length);
    }
    return all;
  }

  private static int[] tokens(LmConfig config, LmBatch batch, int sound) {
    int[] tokens = new int[batch.steps * config.codebooks()];
    for (int step = 0; step < batch.steps; step++) {
      for (int k = 0; k < config.codebooks(); k++) {
        tokens[step * config.codebooks() + k] =
            (int) batch.tokens[(k * batch.sounds + sound) * batch.steps + step];
      }
    }
    return tokens;
  }

  /// The player's greedy codes are, at every target, what the trainer's network finds likeliest
  /// after the codes before it.
  @ParameterizedTest
  @MethodSource("everyConfig")
  void greedyCodesAreEqual(LmConfig config) {
    RandomGenerator random = TinyLm.random(3);
    WeightMap weights = WeightMap.of("test", TinyLm.loudWeights(config, 4));
    Conditions conditions = TinyLm.conditions(config, random);
    Codes codes =
        new TokenGenerator(TokenModel.from(config, weights))
            .generate(conditions, Sampling.greedy(), random);
    LmNetwork network = new LmNetwork(config, LmNetwork.start(config, random));
    network.parameters().load(weights);
    LmBatch batch = LmBatch.of(config, TinyLm.PLAIN, List.of(new LmExample(codes, conditions, 1)));
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor hidden = network.hidden(batch, 0);
      for (int k = 0; k < config.codebooks(); k++) {
        float[] logits = Torch.floats(network.logits(hidden, k));
        LmBatch.Targets targets = batch.targets[k];
        boolean cutAtLongest = codes.frames() == config.maxFrames();
        int count = targets.rows().length - (k == 0 && cutAtLongest ? 1 : 0);
        for (int i = 0; i < count; i++) {
          int choices = k == 0 && i > 0 ? config.codebookSize() + 1 : config.codebookSize();
          int from = (int) targets.rows()[i] * (config.codebookSize() + 1);
          assertEquals(targets.codes()[i], likeliest(logits, from, choices));
        }
      }
    }
  }

  private static int likeliest(float[] logits, int from, int choices) {
    float[] row = Arrays.copyOfRange(logits, from, from + choices);
    int best = 0;
    for (int i = 1; i < choices; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
