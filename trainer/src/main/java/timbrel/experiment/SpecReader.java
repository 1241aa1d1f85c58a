package timbrel.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import timbrel.json.BoundedJson;
import timbrel.json.JsonException;

/// Reads experiments, those that come with Timbrel and those of a user: what a file leaves out is
/// as in `base.json`.
public final class SpecReader {
  /// Experiments that come with Timbrel, in the order of the lessons.
  public static final List<String> BUILT_IN =
      List.of(
          "sampling",
          "temperature",
          "positions",
          "activations",
          "architecture",
          "codebooks",
          "size",
          "rvq-restart",
          "rvq-detach");

  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_ARMS = 32;
  private static final int MOST_SEEDS = 100;
  private static final Set<String> SETTINGS = Set.of("model", "training", "sampling", "quantizer");
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "title",
          "question",
          "kind",
          "arms",
          "seeds",
          "steps",
          "data",
          "hits",
          "measures",
          "model",
          "training",
          "sampling",
          "quantizer");

  private SpecReader() {}

  /// A built-in experiment by its name, or else a file.
  ///
  /// @throws SpecException naming the field that is wrong
  public static ExperimentSpec read(String nameOrPath) {
    return BUILT_IN.contains(nameOrPath) ? builtIn(nameOrPath) : readFile(Path.of(nameOrPath));
  }

  /// @throws SpecException naming the field that is wrong
  public static ExperimentSpec parse(String text, String source) {
    try {
      return spec(laidOver(resource("base"), BoundedJson.parseObject(text, source)));
    } catch (JsonException e) {
      throw new SpecException(source, String.valueOf(e.getMessage()), "an experiment");
    }
  }

  private static ExperimentSpec builtIn(String name) {
    return spec(laidOver(resource("base"), resource(name)));
  }

  private static ExperimentSpec readFile(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new SpecException(file.toString(), Files.size(file) + " bytes", "at most 1 MB");
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject resource(String name) {
    try (InputStream in = SpecReader.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException(name + ".json is missing from the class path");
      }
      return BoundedJson.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExperimentSpec spec(JsonObject json) {
    requireKnown(json.keySet(), FIELDS, "field");
    String name = text(json, "name");
    if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
      throw new SpecException("name", name, "small letters, digits and -");
    }
    JsonObject data = object(json, "data");
    requireKnown(data.keySet(), Set.of("sounds", "codebooks", "seconds"), "field of data");
    JsonObject hits = object(json, "hits");
    requireKnown(hits.keySet(), Set.of("classes", "each"), "field of hits");
    return new ExperimentSpec(
        name,
        text(json, "title"),
        text(json, "question"),
        choice(text(json, "kind"), "kind", ExperimentSpec.Kind.class),
        arms(json),
        seeds(json),
        integer(json, "steps", 1, 1_000_000),
        new ExperimentSpec.Data(
            integer(data, "sounds", 10, 100_000),
            integer(data, "codebooks", 1, 64),
            number(data, "seconds", 0.05, 10)),
        new ExperimentSpec.Hits(texts(hits, "classes"), integer(hits, "each", 1, 64)),
        texts(json, "measures").stream()
            .map(key -> choice(key, "measures", Measure.class))
            .toList(),
        json);
  }

  private static List<ExperimentSpec.Arm> arms(JsonObject json) {
    JsonArray array = list(json, "arms", MOST_ARMS);
    List<ExperimentSpec.Arm> arms = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonElement element : array) {
      String field = "arms[" + arms.size() + "]";
      if (!element.isJsonObject()) {
        throw new SpecException(field, element.toString(), "an object with a name");
      }
      JsonObject own = element.getAsJsonObject().deepCopy();
      String name = text(own, "name");
      own.remove("name");
      requireKnown(own.keySet(), SETTINGS, "field of " + field);
      JsonObject base = new JsonObject();
      SETTINGS.stream().sorted().forEach(part -> base.add(part, object(json, part)));
      arms.add(new ExperimentSpec.Arm(name, laidOver(base, own)));
      if (!names.add(name)) {
        throw new SpecException(field + ".name", name, "another name for each arm");
      }
    }
    return arms;
  }

  private static List<Long> seeds(JsonObject json) {
    List<Long> seeds = new ArrayList<>();
    for (JsonElement element : list(json, "seeds", MOST_SEEDS)) {
      try {
        seeds.add(element.getAsLong());
      } catch (RuntimeException e) {
        throw new SpecException("seeds", element.toString(), "whole numbers");
      }
    }
    if (new HashSet<>(seeds).size() < seeds.size()) {
      throw new SpecException("seeds", seeds.toString(), "different numbers");
    }
    return seeds;
  }

  /// Objects are merged field by field; everything else is replaced.
  static JsonObject laidOver(JsonObject base, JsonObject top) {
    JsonObject merged = base.deepCopy();
    for (Map.Entry<String, JsonElement> entry : top.entrySet()) {
      JsonElement below = merged.get(entry.getKey());
      boolean both = below != null && below.isJsonObject() && entry.getValue().isJsonObject();
      merged.add(
          entry.getKey(),
          both
              ? laidOver(below.getAsJsonObject(), entry.getValue().getAsJsonObject())
              : entry.getValue().deepCopy());
    }
    return merged;
  }

  static JsonArray array(List<Long> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }

  private static void requireKnown(Set<String> found, Set<String> known, String what) {
    for (String name : found) {
      if (!known.contains(name)) {
        throw new SpecException(what, name, "one of " + known.stream().sorted().toList());
      }
    }
  }

  private static JsonObject object(JsonObject json, String field) {
    if (!(json.get(field) instanceof JsonObject object)) {
      throw new SpecException(field, String.valueOf(json.get(field)), "an object");
    }
    return object;
  }

  private static JsonArray list(JsonObject json, String field, int most) {
    if (!(json.get(field) instanceof JsonArray array) || array.isEmpty() || array.size() > most) {
      throw new SpecException(field, String.valueOf(json.get(field)), "a list of 1 to " + most);
    }
    return array;
  }

  private static List<String> texts(JsonObject json, String field) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : list(json, field, 100)) {
      if (!element.isJsonPrimitive()) {
        throw new SpecException(field, element.toString(), "a list of words");
      }
      texts.add(element.getAsString());
    }
    return texts;
  }

  private static String text(JsonObject json, String field) {
    JsonElement value = json.get(field);
    if (value == null || !value.isJsonPrimitive() || value.getAsString().isBlank()) {
      throw new SpecException(field, String.valueOf(value), "some words");
    }
    return value.getAsString();
  }

  static int integer(JsonObject json, String field, int low, int high) {
    double value = number(json, field, low, high);
    if (value != Math.rint(value)) {
      throw new SpecException(field, Double.toString(value), "a whole number");
    }
    return (int) value;
  }

  static double number(JsonObject json, String field, double low, double high) {
    JsonElement element = json.get(field);
    try {
      double value = element == null ? Double.NaN : element.getAsDouble();
      if (value >= low && value <= high) {
        return value;
      }
    } catch (RuntimeException e) {
      // said below
    }
    throw new SpecException(field, String.valueOf(element), low + " to " + high);
  }

  static <E extends Enum<E>> E choice(String word, String field, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(word.replace('-', '_'))) {
        return constant;
      }
    }
    throw new SpecException(
        field,
        word,
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
  }
}
