package timbrel.instrument;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.descriptors.KnobRange;
import timbrel.lm.CodebookPattern;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.Positions;
import timbrel.lm.Sampling;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// An instrument of a few kilobytes with random weights, for tests: it makes noises, not drums.
final class TinyInstrument {
  static final CodecConfig CODEC =
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
          new StackConfig(8, 1, 3, 2),
          new StackConfig(6, 1, 3, 2),
          false,
          5);
  static final LmConfig LM =
      new LmConfig(
          3,
          16,
          8,
          2,
          2,
          16,
          Positions.ROTARY,
          MlpActivation.GELU,
          CodebookPattern.DELAY,
          200,
          2,
          7,
          0.1);

  private TinyInstrument() {}

  static Card card() {
    Map<String, Long> licences = new LinkedHashMap<>();
    licences.put("CC0-1.0", 20L);
    licences.put("CC-BY-4.0", 10L);
    JsonObject report = new JsonObject();
    report.addProperty("anything", 1.5);
    return new Card(
        "Tiny",
        Instant.parse("2026-01-31T12:00:00Z"),
        "0.1.0",
        CODEC,
        Optional.of(LM),
        List.of("kick", "snare"),
        KnobRange.usual(),
        Sampling.plain(),
        Map.of("training", 7L),
        new DataSummary(30, 12, 14.5, Map.of("kick", 30L), licences, "Ada, \"Bells\", CC-BY-4.0\n"),
        new TrainingSummary(
            List.of(new TrainingSummary.Phase("codec", 3.5, 1000)),
            420,
            TrainingSummary.Energy.ofCpu(420, 15)),
        new EvaluationSummary(Map.of("reconstruction.mss", 1.25), report),
        Optional.of(new Parent("Starter", "ab".repeat(32))),
        new JsonObject());
  }

  static WeightMap weights() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    Map<String, int[]> shapes = new LinkedHashMap<>(CODEC.shapes());
    shapes.putAll(LM.shapes());
    Map<String, Tensor> tensors = new HashMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, random(name, shape, random)));
    return WeightMap.of("tiny", tensors);
  }

  private static Tensor random(String name, int[] shape, RandomGenerator random) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = name.endsWith("norm.weight") ? 1 : (float) random.nextGaussian() * 0.5f;
    }
    return Tensor.of(values, shape);
  }
}
