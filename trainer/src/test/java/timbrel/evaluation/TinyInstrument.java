package timbrel.evaluation;

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
import timbrel.classifier.DrumClassifier;
import timbrel.classifier.LogMelPicture;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.descriptors.KnobRange;
import timbrel.instrument.Card;
import timbrel.instrument.DataSummary;
import timbrel.instrument.EvaluationSummary;
import timbrel.instrument.Instrument;
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

/// An instrument of a few kilobytes with random weights: it makes noises, not drums.
final class TinyInstrument {
  static final List<String> CLASSES = List.of("hat", "kick", "snare");

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
  private static final LmConfig LM =
      new LmConfig(
          3,
          16,
          8,
          1,
          2,
          16,
          Positions.ROTARY,
          MlpActivation.GELU,
          CodebookPattern.DELAY,
          60,
          CLASSES.size(),
          7,
          0.1);

  private TinyInstrument() {}

  static Instrument in(Path folder, String name, boolean withTokenModel) {
    RandomGenerator random = Drums.random(1);
    Map<String, int[]> shapes = new LinkedHashMap<>(CODEC.shapes());
    if (withTokenModel) {
      shapes.putAll(LM.shapes());
    }
    Map<String, Tensor> tensors = new HashMap<>();
    shapes.forEach((tensor, shape) -> tensors.put(tensor, random(tensor, shape, random)));
    Card card =
        new Card(
            name,
            Instant.parse("2026-01-31T12:00:00Z"),
            "0.1.0",
            CODEC,
            withTokenModel ? Optional.of(LM) : Optional.empty(),
            CLASSES,
            KnobRange.usual(),
            Sampling.plain(),
            Map.of("learn", 7L),
            DataSummary.NONE,
            TrainingSummary.NONE,
            EvaluationSummary.NONE,
            Optional.empty(),
            new JsonObject());
    Path file = folder.resolve("tiny.timbrel");
    InstrumentFile.write(file, card, WeightMap.of("tiny", tensors), StoredType.F32);
    return InstrumentFile.read(file);
  }

  /// A judge who guesses.
  static DrumClassifier judge() {
    RandomGenerator random = Drums.random(2);
    Map<String, int[]> shapes = new LinkedHashMap<>();
    shapes.put("classifier.conv.0.weight", new int[] {3, 1, 3, 3});
    shapes.put("classifier.conv.0.bias", new int[] {3});
    shapes.put("classifier.embed.weight", new int[] {6, LogMelPicture.BANDS / 2 * 3});
    shapes.put("classifier.embed.bias", new int[] {6});
    shapes.put("classifier.score.weight", new int[] {CLASSES.size(), 6});
    shapes.put("classifier.score.bias", new int[] {CLASSES.size()});
    Map<String, Tensor> tensors = new HashMap<>();
    shapes.forEach((name, shape) -> tensors.put(name, random(name, shape, random)));
    return DrumClassifier.from(WeightMap.of("judge", tensors), CLASSES);
  }

  private static Tensor random(String name, int[] shape, RandomGenerator random) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = name.endsWith("norm.weight") ? 1 : (float) random.nextGaussian() * 0.3f;
    }
    return Tensor.of(values, shape);
  }
}
