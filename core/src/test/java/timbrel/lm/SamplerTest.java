package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
  /// The filtered distributions of the reference implementation of MusicGen, for every temperature,
  /// top-k and top-p in the file.
  @ParameterizedTest
  @MethodSource("referenceCases")
  void distributionsAreThoseOfTheReference(String name) throws Exception {
    JsonObject reference = reference();
    float[] logits = floats(reference.getAsJsonArray("logits"));
    JsonArray expected = reference.getAsJsonObject("dist").getAsJsonArray(name);
    double[] actual = new double[logits.length];
    new Sampler(logits.length).distribution(logits, 0, logits.length, sampling(name), actual);
    for (int i = 0; i < actual.length; i++) {
      double want = expected.get(i).getAsDouble();
      assertEquals(want, actual[i], 1e-6 * want + 1e-12, name + " of code " + i);
    }
  }

  static Set<String> referenceCases() throws Exception {
    return reference().getAsJsonObject("dist").keySet();
  }

  /// 3 and 3 are equally likely, so that the two likeliest codes are three.
  @Test
  void codesAsLikelyAsTheLastOfTopKAreKept() {
    float[] logits = {1, 4, 3, 3, 0};
    double[] actual = new double[5];
    new Sampler(5).distribution(logits, 0, 5, Sampling.plain().withTopK(2), actual);
    double e = Math.exp(-1);
    double total = 1 + 2 * e;
    assertArrayEquals(new double[] {0, 1 / total, e / total, e / total, 0}, actual, 1e-6);
  }

  /// Probabilities 1/2, 1/4, 1/8, 1/8: before the third code 3/4 is taken, before the fourth 7/8.
  @ParameterizedTest
  @ValueSource(floats = {0.74f, 0.76f})
  void topPKeepsCodesBeforeWhichAtMostPIsTaken(float topP) {
    float[] logits = {log(1, 8), log(1, 2), log(1, 8), log(1, 4)};
    double[] actual = new double[4];
    new Sampler(4).distribution(logits, 0, 4, Sampling.plain().withTopP(topP), actual);
    assertEquals(topP > 0.75f, actual[0] > 0, "the first of two equal codes");
    assertEquals(0, actual[2]);
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheLikeliest() {
    RandomGenerator never =
        () -> {
          throw new AssertionError("random number drawn");
        };
    float[] logits = {0, 2, 2};
    assertEquals(
        1, new Sampler(3).sample(logits, 0, 3, new boolean[3], 0, Sampling.greedy(), never));
  }

  /// Logit 4 halved is below 3; logit -1 doubled is below -1.5.
  @Test
  void usedCodesBecomeLessLikely() {
    Sampling sampling = Sampling.greedy().withRepetitionPenalty(2);
    RandomGenerator random = TinyModels.random(1);
    Sampler sampler = new Sampler(2);
    boolean[] used = {true, false};
    assertEquals(1, sampler.sample(new float[] {4, 3}, 0, 2, used, 0, sampling, random));
    assertEquals(1, sampler.sample(new float[] {-1, -1.5f}, 0, 2, used, 0, sampling, random));
    assertEquals(0, sampler.sample(new float[] {7, 3}, 0, 2, used, 0, sampling, random));
  }

  @Test
  void drawsFollowTheDistribution() {
    float[] logits = {log(1, 8), log(1, 2), log(1, 8), log(1, 4)};
    int[] counts = new int[4];
    RandomGenerator random = TinyModels.random(5);
    Sampler sampler = new Sampler(4);
    int draws = 40_000;
    for (int i = 0; i < draws; i++) {
      counts[sampler.sample(logits, 0, 4, new boolean[4], 0, Sampling.plain(), random)]++;
    }
    double[] expected = {0.125, 0.5, 0.125, 0.25};
    for (int i = 0; i < 4; i++) { // four standard deviations
      double deviation = Math.sqrt(expected[i] * (1 - expected[i]) / draws);
      assertEquals(expected[i], counts[i] / (double) draws, 4 * deviation);
    }
  }

  @Test
  void aRandomNumberJustBelowOneFindsACode() {
    RandomGenerator almostOne =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return -1;
          }

          @Override
          public double nextDouble() {
            return Math.nextDown(1.0);
          }
        };
    float[] logits = {0, 1, 2, -1000};
    assertEquals(
        2, new Sampler(4).sample(logits, 0, 4, new boolean[4], 0, Sampling.plain(), almostOne));
  }

  @Test
  void logProbabilitiesAddUpToOne() {
    float[] out = new float[4];
    new Sampler(4).logProbabilities(new float[] {9, 0, 1, 2, 3}, 1, 4, new boolean[4], 0, 1, out);
    double sum = 0;
    for (float logProbability : out) {
      sum += Math.exp(logProbability);
    }
    assertEquals(1, sum, 1e-6);
    assertEquals(1, out[3] - out[2], 1e-6);
  }

  @Test
  void variationMakesSoundsAlikeBelowTheMiddleAndDrawsWiderAboveIt() {
    Sampling base = Sampling.plain().withTemperature(0.9f).withTopP(0.8f);
    assertEquals(base, base.withVariation(0.5));
    assertEquals(base.withAlike(1), base.withVariation(0));
    Sampling last = base.withVariation(0);
    for (int i = 1; i <= 10; i++) {
      Sampling next = base.withVariation(i / 20.0);
      assertTrue(next.alike() < last.alike());
      assertEquals(base, next.withAlike(0));
      last = next;
    }
    for (int i = 11; i <= 20; i++) {
      Sampling next = base.withVariation(i / 20.0);
      assertTrue(next.temperature() > last.temperature());
      assertTrue(next.topP() > last.topP());
      last = next;
    }
    assertEquals(1, last.topP());
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, Float.NaN, Float.POSITIVE_INFINITY})
  void impossibleSamplingIsRefused(float value) {
    Sampling plain = Sampling.plain();
    assertThrows(IllegalArgumentException.class, () -> plain.withTemperature(value));
    assertThrows(IllegalArgumentException.class, () -> plain.withTopP(value));
    assertThrows(IllegalArgumentException.class, () -> plain.withGuidance(value));
    assertThrows(IllegalArgumentException.class, () -> plain.withRepetitionPenalty(value));
    assertThrows(IllegalArgumentException.class, () -> plain.withAlike(value));
    assertThrows(IllegalArgumentException.class, () -> plain.withVariation(value));
  }

  private static float log(int a, int b) {
    return (float) Math.log(a / (double) b);
  }

  /// Names are like `t0.7.topk5` and `t1.0.topp0.95`.
  private static Sampling sampling(String name) {
    Sampling sampling = Sampling.plain();
    String[] parts = name.substring(1).split("\\.top", 2);
    sampling = sampling.withTemperature(Float.parseFloat(parts[0]));
    if (parts.length == 1) {
      return sampling;
    }
    String value = parts[1].substring(1);
    return parts[1].startsWith("k")
        ? sampling.withTopK(Integer.parseInt(value))
        : sampling.withTopP(Float.parseFloat(value));
  }

  private static JsonObject reference() throws Exception {
    try (var reader =
        new InputStreamReader(
            SamplerTest.class.getResourceAsStream("sampling.json"), StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    }
  }

  private static float[] floats(JsonArray array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsFloat();
    }
    return values;
  }
}
