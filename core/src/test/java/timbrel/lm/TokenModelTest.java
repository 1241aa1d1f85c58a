package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.nn.weights.WeightsException;

class TokenModelTest {
  static List<Arguments> everyConfig() {
    List<Arguments> all = new ArrayList<>();
    for (Positions positions : Positions.values()) {
      for (MlpActivation activation : MlpActivation.values()) {
        for (CodebookPattern pattern : CodebookPattern.values()) {
          all.add(Arguments.of(positions, activation, pattern));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("everyConfig")
  void oneStepAfterTheOtherGivesTheBitsOfTheWholeSequence(
      Positions positions, MlpActivation activation, CodebookPattern pattern) {
    LmConfig config = TinyModels.config(positions, activation, pattern);
    TokenModel model = TinyModels.model(config, 3);
    int steps = config.maxSteps();
    int[] tokens = randomTokens(config, steps);
    Conditions conditions = TinyModels.conditions(config, 4);

    KvCache whole = model.newCache(1, steps);
    model.start(whole, 0, conditions);
    model.forward(whole, steps, new int[steps], tokens);
    KvCache stepwise = model.newCache(1);
    model.start(stepwise, 0, conditions);
    float[][] expected = logits(model, whole, steps);
    for (int step = 0; step < steps; step++) {
      int[] one = Arrays.copyOfRange(tokens, 3 * step, 3 * step + 3);
      model.forward(stepwise, 1, new int[1], one);
      float[][] actual = logits(model, stepwise, 1);
      for (int k = 0; k < 3; k++) {
        assertArrayEquals(Arrays.copyOfRange(expected[k], 12 * step, 12 * step + 12), actual[k]);
      }
    }
  }

  @Test
  void anEncoderDecoderStepByStepGivesTheBitsOfTheWholeSequence() {
    LmConfig config = TinyModels.config().withEncoder(2);
    TokenModel model = TinyModels.model(config, 3);
    int steps = config.maxSteps();
    int[] tokens = randomTokens(config, steps);
    KvCache whole = model.newCache(1, steps);
    model.start(whole, 0, TinyModels.conditions(config, 4));
    model.forward(whole, steps, new int[steps], tokens);
    float[][] expected = logits(model, whole, steps);
    // another stream's conditions beside it, and a copy half way, change nothing
    KvCache beside = model.newCache(3);
    model.start(beside, 0, TinyModels.conditions(config, 9));
    model.start(beside, 1, TinyModels.conditions(config, 4));
    for (int step = 0; step < steps; step++) {
      int stream = step < steps / 2 ? 1 : 2;
      if (step == steps / 2) {
        beside.copy(2, beside, 1);
      }
      int[] one = Arrays.copyOfRange(tokens, 3 * step, 3 * step + 3);
      model.forward(beside, 1, new int[] {stream}, one);
      float[][] actual = logits(model, beside, 1);
      for (int k = 0; k < 3; k++) {
        assertArrayEquals(Arrays.copyOfRange(expected[k], 12 * step, 12 * step + 12), actual[k]);
      }
    }
  }

  /// Three streams in uneven passes against each stream alone.
  @Test
  void streamsDoNotDisturbEachOther() {
    LmConfig config = TinyModels.config();
    TokenModel model = TinyModels.model(config, 3);
    int[] tokens = randomTokens(config, 8);
    KvCache cache = model.newCache(3, 4);
    for (int stream = 0; stream < 3; stream++) {
      model.start(cache, stream, TinyModels.conditions(config, stream));
    }
    model.forward(cache, 4, new int[] {2, 0, 2, 1}, tokens);
    model.forward(cache, 2, new int[] {1, 2}, Arrays.copyOfRange(tokens, 12, 18));
    float[] together = new float[24];
    model.logits(cache, 2, 1, together);

    KvCache alone = model.newCache(1);
    model.start(alone, 0, TinyModels.conditions(config, 2));
    for (int row : new int[] {0, 2, 5}) {
      model.forward(alone, 1, new int[1], Arrays.copyOfRange(tokens, 3 * row, 3 * row + 3));
    }
    float[] expected = new float[12];
    model.logits(alone, 1, 1, expected);
    assertArrayEquals(expected, Arrays.copyOfRange(together, 12, 24));
  }

  @Test
  void aCopiedStreamGoesOnLikeTheOriginal() {
    LmConfig config = TinyModels.config();
    TokenModel model = TinyModels.model(config, 3);
    int[] tokens = randomTokens(config, 3);
    KvCache cache = model.newCache(2);
    model.start(cache, 0, TinyModels.conditions(config, 1));
    model.forward(cache, 1, new int[] {0}, tokens);
    cache.copy(1, cache, 0);
    int[] same = new int[6];
    System.arraycopy(tokens, 3, same, 0, 3);
    System.arraycopy(tokens, 3, same, 3, 3);
    model.forward(cache, 2, new int[] {0, 1}, same);
    float[] logits = new float[24];
    model.logits(cache, 2, 2, logits);
    assertArrayEquals(Arrays.copyOf(logits, 12), Arrays.copyOfRange(logits, 12, 24));
    assertEquals(2, cache.length(1));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void theOrderOfEarlierStepsMatters(Positions positions) {
    assertTrue(orderMatters(positions));
  }

  /// The twin: without positions, attention sees a set.
  @Test
  void withoutPositionsTheFirstLayerSeesASet() {
    assertFalse(orderMatters(Positions.NONE));
  }

  /// Whether swapping the first two of three steps changes the logits of the third. With one layer,
  /// only positions can tell.
  private static boolean orderMatters(Positions positions) {
    LmConfig config =
        new LmConfig(
            1, 11, 16, 1, 2, 24, positions, MlpActivation.GELU, CodebookPattern.DELAY, 9, 4, 2, 0);
    TokenModel model = TinyModels.model(config, 3);
    float[][] logits = new float[2][];
    int[][] tokens = {{1, 2, 3}, {2, 1, 3}};
    for (int i = 0; i < 2; i++) {
      KvCache cache = model.newCache(1, 3);
      model.start(cache, 0, Conditions.none(2));
      model.forward(cache, 3, new int[3], tokens[i]);
      float[] all = new float[36];
      model.logits(cache, 3, 0, all);
      logits[i] = Arrays.copyOfRange(all, 24, 36);
    }
    float largest = 0;
    for (int i = 0; i < 12; i++) {
      largest = Math.max(largest, Math.abs(logits[0][i] - logits[1][i]));
    }
    return largest > 1e-4;
  }

  @Test
  void moreStepsThanTheModelHasAreRefused() {
    LmConfig config = TinyModels.config();
    TokenModel model = TinyModels.model(config, 3);
    KvCache cache = model.newCache(1);
    model.start(cache, 0, Conditions.none(2));
    for (int step = 0; step < config.maxSteps(); step++) {
      model.forward(cache, 1, new int[1], new int[3]);
    }
    assertThrows(
        IllegalStateException.class, () -> model.forward(cache, 1, new int[1], new int[3]));
    cache.rewind(0);
    model.forward(cache, 1, new int[1], new int[3]);
  }

  @Test
  void weightsOfAnotherConfigAreRefusedByName() {
    LmConfig config = TinyModels.config();
    LmConfig wider =
        new LmConfig(
            3,
            11,
            32,
            2,
            2,
            24,
            config.positions(),
            config.activation(),
            config.pattern(),
            9,
            4,
            2,
            0);
    var error =
        assertThrows(
            WeightsException.class, () -> TokenModel.from(wider, TinyModels.weights(config, 1)));
    assertTrue(error.getMessage().contains("lm.embed.0.weight"), error.getMessage());
  }

  private static int[] randomTokens(LmConfig config, int steps) {
    RandomGenerator random = TinyModels.random(9);
    return random.ints((long) steps * config.codebooks(), 0, config.startToken() + 1).toArray();
  }

  private static float[][] logits(TokenModel model, KvCache cache, int rows) {
    float[][] logits = new float[model.config().codebooks()][rows * 12];
    for (int k = 0; k < logits.length; k++) {
      model.logits(cache, rows, k, logits[k]);
    }
    return logits;
  }
}
