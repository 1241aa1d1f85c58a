package timbrel.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timbrel.codec.Codes;
import timbrel.lm.Conditions;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;
import timbrel.training.LmExample;

/// Keeps tokens between experiments, because making them takes longer than some experiments do.
final class DataCache {
  private static final float ABSENT = -9; // knobs are 0 to 1; files hold no NaN

  /// What a file holds.
  record Tokens(
      String description,
      List<String> classes,
      List<LmExample> training,
      List<LmExample> heldOut) {}

  private final Path file;

  DataCache(Path folder, String key) {
    file = folder.resolve("data-" + key + ".safetensors");
  }

  /// What was kept; nothing if there is none, or it cannot be read.
  Optional<Tokens> read() {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      WeightFile content = Safetensors.read(file);
      List<String> classes = List.of(content.metadata().getOrDefault("classes", "").split("\n"));
      return Optional.of(
          new Tokens(
              content.metadata().getOrDefault("description", ""),
              classes,
              examples(content.weights().withPrefix("training."), classes.size()),
              examples(content.weights().withPrefix("heldOut."), classes.size())));
    } catch (WeightsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(Tokens tokens) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "training.", tokens.training());
    put(tensors, "heldOut.", tokens.heldOut());
    Map<String, String> metadata =
        Map.of("description", tokens.description(), "classes", String.join("\n", tokens.classes()));
    Safetensors.write(
        file, new WeightFile(WeightMap.of(file.toString(), tensors), metadata), StoredType.F32);
  }

  private static void put(Map<String, Tensor> tensors, String part, List<LmExample> examples) {
    for (int i = 0; i < examples.size(); i++) {
      LmExample example = examples.get(i);
      int[][] codes = example.codes().codes();
      float[] flat = new float[codes.length * codes[0].length];
      for (int k = 0; k < codes.length; k++) {
        for (int t = 0; t < codes[0].length; t++) {
          flat[k * codes[0].length + t] = codes[k][t];
        }
      }
      tensors.put(part + i + ".codes", Tensor.of(flat, codes.length, codes[0].length));
      tensors.put(part + i + ".conditions", conditions(example));
    }
  }

  private static Tensor conditions(LmExample example) {
    Conditions conditions = example.conditions();
    float[] classes = conditions.classWeights();
    float[] knobs = conditions.knobs();
    float[] all = Arrays.copyOf(classes, classes.length + knobs.length + 2);
    for (int i = 0; i < knobs.length; i++) {
      all[classes.length + i] = Float.isNaN(knobs[i]) ? ABSENT : knobs[i];
    }
    float velocity = conditions.velocity();
    all[all.length - 2] = Float.isNaN(velocity) ? ABSENT : velocity;
    all[all.length - 1] = (float) example.weight();
    return Tensor.of(all, all.length);
  }

  private static List<LmExample> examples(WeightMap weights, int classes) {
    List<LmExample> examples = new ArrayList<>();
    for (int i = 0; weights.contains(i + ".codes"); i++) {
      Tensor stored = weights.tensor(i + ".codes");
      int[][] codes = new int[stored.shape()[0]][stored.shape()[1]];
      for (int k = 0; k < codes.length; k++) {
        for (int t = 0; t < codes[k].length; t++) {
          codes[k][t] = (int) stored.data()[k * codes[k].length + t];
        }
      }
      float[] told = weights.tensor(i + ".conditions").data();
      float[] knobs = Arrays.copyOfRange(told, classes, told.length - 2);
      for (int k = 0; k < knobs.length; k++) {
        knobs[k] = knobs[k] == ABSENT ? Float.NaN : knobs[k];
      }
      float velocity = told[told.length - 2] == ABSENT ? Float.NaN : told[told.length - 2];
      Conditions conditions = new Conditions(Arrays.copyOf(told, classes), knobs, velocity);
      examples.add(new LmExample(new Codes(codes), conditions, told[told.length - 1]));
    }
    return examples;
  }
}
