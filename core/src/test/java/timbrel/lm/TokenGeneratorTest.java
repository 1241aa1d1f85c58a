package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.codec.Codes;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class TokenGeneratorTest {
  private static final Sampling GUIDED = Sampling.plain().withGuidance(2);

  @ParameterizedTest
  @MethodSource("timbrel.lm.TokenModelTest#everyConfig")
  void everyConfigMakesSoundsOfAtLeastAFrameWithCodesOfItsCodebooks(
      Positions positions, MlpActivation activation, CodebookPattern pattern) {
    LmConfig config = TinyModels.config(positions, activation, pattern);
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    for (int seed = 0; seed < 20; seed++) {
      Codes codes =
          generator.generate(TinyModels.conditions(config, seed), GUIDED, TinyModels.random(seed));
      assertEquals(config.codebooks(), codes.codebooks());
      assertTrue(codes.frames() >= 1 && codes.frames() <= config.maxFrames(), codes.toString());
      codes.requireBelow(config.codebookSize());
    }
  }

  @Test
  void theSameSeedGivesTheSameCodesAndAnotherSeedOthers() {
    LmConfig config = TinyModels.config();
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    Conditions conditions = Conditions.ofClass(config, 1);
    Codes first = generator.generate(conditions, GUIDED, TinyModels.random(1));
    assertEquals(first, generator.generate(conditions, GUIDED, TinyModels.random(1)));
    assertNotEquals(first, generator.generate(conditions, GUIDED, TinyModels.random(2)));
  }

  @ParameterizedTest
  @EnumSource
  void soundsMadeTogetherAreThoseMadeAlone(CodebookPattern pattern) {
    LmConfig config = TinyModels.config(Positions.ROTARY, MlpActivation.GELU, pattern);
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    Codes given = generator.generate(Conditions.none(2), GUIDED, TinyModels.random(77));
    List<Codes> together = generator.generate(mixedRequests(config, given));
    List<GenerationRequest> again = mixedRequests(config, given);
    for (int i = 0; i < again.size(); i++) {
      assertEquals(generator.generate(again.get(i)), together.get(i));
    }
  }

  private static List<GenerationRequest> mixedRequests(LmConfig config, Codes given) {
    List<GenerationRequest> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Sampling sampling =
          switch (i % 4) {
            case 0 -> Sampling.plain();
            case 1 -> GUIDED.withTopK(3);
            case 2 -> Sampling.greedy().withBeams(3);
            default -> GUIDED.withRepetitionPenalty(1.5f);
          };
      Kept kept =
          i % 3 == 0 ? Kept.nothing() : Kept.firstFrames(given, Math.min(i % 5, given.frames()));
      requests.add(
          new GenerationRequest(
              TinyModels.conditions(config, i), sampling, kept, 9, TinyModels.random(i)));
    }
    return requests;
  }

  @Test
  void guidanceOneIsTheConditionsAsTheyAre() {
    LmConfig config = TinyModels.config();
    TokenModel model = TinyModels.model(config, 5);
    Conditions conditions = TinyModels.conditions(config, 3);
    Codes one =
        new TokenGenerator(model).generate(conditions, Sampling.plain(), TinyModels.random(1));
    assertEquals(conditionalByHand(model, conditions), one);
  }

  /// The delay pattern by hand, with one stream under the conditions and no guidance.
  private static Codes conditionalByHand(TokenModel model, Conditions conditions) {
    LmConfig config = model.config();
    Draft draft =
        new Draft(
            config,
            new GenerationRequest(
                conditions, Sampling.plain(), Kept.nothing(), 9, TinyModels.random(1)));
    KvCache cache = model.newCache(1);
    model.start(cache, 0, conditions);
    Sampler sampler = new Sampler(12);
    float[] logits = new float[12];
    while (!draft.isDone()) {
      model.forward(cache, 1, new int[1], draft.previous());
      for (int k = 0; k < 3; k++) {
        model.logits(cache, 1, k, logits);
        if (draft.choices(k) == 0) {
          draft.fill(k);
        } else {
          draft.choose(
              k,
              sampler.sample(
                  logits,
                  0,
                  draft.choices(k),
                  draft.used(),
                  0,
                  Sampling.plain(),
                  draft.request().random()));
        }
      }
      draft.advance();
    }
    return draft.codes();
  }

  @Test
  void guidanceMovesAwayFromWhatTheModelSaysWithoutConditions() {
    LmConfig config = TinyModels.config();
    TokenModel model = TinyModels.model(config, 5);
    Conditions conditions = TinyModels.conditions(config, 3);
    GenerationRequest request =
        new GenerationRequest(
            conditions, Sampling.plain().withGuidance(3), Kept.nothing(), 9, TinyModels.random(1));
    GuidedStreams streams = new GuidedStreams(model, 1);
    streams.start(0, request);
    streams.clear();
    streams.add(0, new Draft(config, request));
    streams.run();
    streams.computeLogits(0);
    streams.guide(0);
    float[] conditional = firstLogits(model, conditions);
    float[] unconditional = firstLogits(model, Conditions.none(2));
    for (int i = 0; i < 12; i++) {
      float expected = unconditional[i] + 3 * (conditional[i] - unconditional[i]);
      assertEquals(expected, streams.logits()[i], 1e-5f);
    }
  }

  private static float[] firstLogits(TokenModel model, Conditions conditions) {
    KvCache cache = model.newCache(1);
    model.start(cache, 0, conditions);
    int start = model.config().startToken();
    model.forward(cache, 1, new int[1], new int[] {start, start, start});
    float[] logits = new float[12];
    model.logits(cache, 1, 0, logits);
    return logits;
  }

  @ParameterizedTest
  @EnumSource
  void keptCodesComeBackAndTheRestIsNew(CodebookPattern pattern) {
    LmConfig config = TinyModels.config(Positions.ROTARY, MlpActivation.GELU, pattern);
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    Codes given = longSound(config);
    Conditions none = Conditions.none(2);
    Codes coarse =
        generator.generate(none, GUIDED, Kept.firstCodebooks(given, 2), TinyModels.random(1));
    assertEquals(given.firstCodebooks(2), coarse.firstCodebooks(2));
    assertNotEquals(given, coarse);

    Codes attack =
        generator.generate(none, GUIDED, Kept.firstFrames(given, 3), TinyModels.random(1));
    assertTrue(attack.frames() >= 3);
    for (int k = 0; k < 3; k++) {
      assertEquals(
          List.of(given.codes()[k][0], given.codes()[k][1], given.codes()[k][2]),
          Arrays.stream(attack.codes()[k]).limit(3).boxed().toList());
    }
    assertEquals(
        given, generator.generate(none, GUIDED, Kept.allBut(given, 0), TinyModels.random(1)));
  }

  private static Codes longSound(LmConfig config) {
    int[][] codes = new int[config.codebooks()][7];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> (3 * t + 1) % config.codebookSize());
    }
    return new Codes(codes);
  }

  /// A head that always prefers the end: the sound still has its first frame.
  @ParameterizedTest
  @EnumSource
  void aModelThatOnlyWantsToEndMakesOneFrame(CodebookPattern pattern) {
    assertEquals(1, greedyFrames(pattern, 1));
  }

  /// A head that never ends: the longest sound bounds it.
  @ParameterizedTest
  @EnumSource
  void aModelThatNeverEndsIsStoppedAtTheLongestSound(CodebookPattern pattern) {
    assertEquals(9, greedyFrames(pattern, -1));
  }

  private static int greedyFrames(CodebookPattern pattern, float end) {
    LmConfig config = TinyModels.config(Positions.NONE, MlpActivation.RELU, pattern);
    var tensors = new HashMap<String, Tensor>();
    WeightMap random = TinyModels.weights(config, 1);
    random.names().forEach(name -> tensors.put(name, random.tensor(name)));
    tensors.put("lm.norm.weight", Tensor.of(new float[16], 16));
    float[] ones = new float[16];
    Arrays.fill(ones, 1);
    tensors.put("lm.norm.bias", Tensor.of(ones, 16));
    float[] head = new float[12 * 16];
    Arrays.fill(head, 11 * 16, 12 * 16, end);
    tensors.put("lm.heads.0.weight", Tensor.of(head, 12, 16));
    TokenModel model = TokenModel.from(config, WeightMap.of("rigged", tensors));
    return new TokenGenerator(model)
        .generate(Conditions.none(2), Sampling.greedy(), TinyModels.random(1))
        .frames();
  }

  /// A sound of one decision: beam search with as many beams as codes is exhaustive, and one beam
  /// is greedy.
  @ParameterizedTest
  @EnumSource
  void oneBeamWouldBeGreedyAndMoreAreAtLeastAsLikely(CodebookPattern pattern) {
    LmConfig config = TinyModels.config(Positions.ALIBI, MlpActivation.GELU, pattern);
    TokenModel model = TinyModels.model(config, 6);
    Conditions conditions = TinyModels.conditions(config, 1);
    GenerationRequest one = request(conditions, Sampling.greedy());
    BeamSearch.Path greedy = BeamSearch.search(new BeamTree(model, one), 1, 12);
    assertEquals(new TokenGenerator(model).generate(one), BeamTree.codesOf(config, one, greedy));
    GenerationRequest many = request(conditions, Sampling.greedy().withBeams(16));
    BeamSearch.Path best = BeamSearch.search(new BeamTree(model, many), 16, 12);
    assertTrue(best.score() >= greedy.score() - 1e-9);
  }

  private static GenerationRequest request(Conditions conditions, Sampling sampling) {
    return new GenerationRequest(conditions, sampling, Kept.nothing(), 9, TinyModels.random(1));
  }

  /// Beam scores come from caches that were copied and permuted; recomputing the path with one
  /// fresh stream must give the same.
  @ParameterizedTest
  @EnumSource
  void aBeamScoresWhatOneStreamWouldScore(CodebookPattern pattern) {
    LmConfig config = TinyModels.config(Positions.ROTARY, MlpActivation.SWIGLU, pattern);
    TokenModel model = TinyModels.model(config, 6);
    GenerationRequest request =
        request(TinyModels.conditions(config, 2), GUIDED.withBeams(5).withRepetitionPenalty(1.2f));
    BeamSearch.Path best = BeamSearch.search(new BeamTree(model, request), 5, 12);
    BeamTree alone = new BeamTree(model, request);
    double sum = 0;
    float[] logProbabilities = new float[12];
    for (int choice : best.choices()) {
      assertTrue(alone.choices(0) > choice);
      alone.logProbabilities(0, logProbabilities);
      sum += logProbabilities[choice];
      alone.follow(new int[] {0}, new int[] {choice}, 1);
    }
    assertEquals(0, alone.choices(0));
    assertEquals(best.logProbability(), sum, 0);
  }

  @Test
  void framesAreCompleteOnceTheLastCodebookIsDecided() {
    LmConfig config = TinyModels.config();
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    GenerationRequest request =
        new GenerationRequest(
            Conditions.none(2),
            Sampling.plain(),
            Kept.firstCodebooks(longSound(config), 1),
            9,
            TinyModels.random(1));
    GenerationRun run = generator.start(List.of(request));
    List<Integer> complete = new ArrayList<>();
    while (run.step()) {
      complete.add(run.completeFrames(0));
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), complete);
    assertTrue(run.isDone(0));
    assertFalse(run.step());
  }

  @Test
  void impossibleRequestsAreRefused() {
    LmConfig config = TinyModels.config();
    TokenGenerator generator = new TokenGenerator(TinyModels.model(config, 5));
    Conditions none = Conditions.none(2);
    Kept tooLong = Kept.firstFrames(new Codes(new int[3][10]), 2);
    Kept wrongCodes = Kept.firstFrames(new Codes(new int[][] {{11}}), 1);
    for (Kept kept : List.of(tooLong, wrongCodes)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> generator.generate(none, GUIDED, kept, TinyModels.random(1)));
    }
    for (int frames : new int[] {0, -1, 10}) {
      var request =
          new GenerationRequest(none, GUIDED, Kept.nothing(), frames, TinyModels.random(1));
      assertThrows(IllegalArgumentException.class, () -> generator.generate(request));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> generator.generate(Conditions.none(5), GUIDED, TinyModels.random(1)));
  }

  @Test
  void noRequestsGiveNoSounds() {
    TokenGenerator generator = new TokenGenerator(TinyModels.model(TinyModels.config(), 5));
    assertEquals(List.of(), generator.generate(List.<GenerationRequest>of()));
  }
}
