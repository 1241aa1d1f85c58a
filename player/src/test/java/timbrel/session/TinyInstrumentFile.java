package timbrel.session;

import com.google.gson.JsonObject;
import java.nio.file.Path;
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
import timbrel.instrument.Card;
import timbrel.instrument.DataSummary;
import timbrel.instrument.EvaluationSummary;
import timbrel.instrument.InstrumentFile;
import timbrel.instrument.TrainingSummary;
import timbrel.lm.CodebookPattern;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.Positions;
import timbrel.lm.Sampling;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// An instrument of a few kilobytes with random weights, for tests: it makes noises, not drums.
public final class TinyInstrumentFile {
  /// Samples of one frame.
  static final int HOP = 64;

  private static final CodecConfig CODEC =
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
          0);

  private TinyInstrumentFile() {}

  public static Path write(Path file) {
    return write(file, 1);
  }

  public static Path write(Path file, long seed) {
    LmConfig lm =
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
            100,
            3,
            7,
            0.1);
    Card card =
        new Card(
            "Tiny",
            Instant.parse("2026-01-31T12:00:00Z"),
            "0.1.0",
            CODEC,
            Optional.of(lm),
            List.of("kick", "snare", "hat-open"),
            KnobRange.usual(),
            Sampling.plain(),
            Map.of("training", 7L),
            new DataSummary(
                30, 12, 90, Map.of("kick", 30L), Map.of("CC0-1.0", 30L), "Ada \u001b[31mBells"),
            TrainingSummary.NONE,
            EvaluationSummary.NONE,
            Optional.empty(),
            new JsonObject());
    Map<String, int[]> shapes = new LinkedHashMap<>(CODEC.shapes());
    shapes.putAll(lm.shapes());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, Tensor> tensors = new HashMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, random(name, shape, random)));
    InstrumentFile.write(file, card, WeightMap.of("tiny", tensors), StoredType.F16);
    return file;
  }

  private static Tensor random(String name, int[] shape, RandomGenerator random) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = name.endsWith("norm.weight") ? 1 : (float) random.nextGaussian() * 0.5f;
    }
    return Tensor.of(values, shape);
  }
}
