package timbrel.learning;

import com.google.gson.JsonObject;
import java.nio.file.Path;

/// What `learn` was asked for. It is written into the run directory before the first step, and a
/// resumed run takes it from there.
///
/// @param folder the sounds
/// @param output the instrument file to write
/// @param minutes training time, without import and evaluation
/// @param from the instrument to start from: a path, `starter`, or `none`
/// @param seed of everything random
/// @param threads threads of one operation of libtorch
public record LearnConfig(
    Path folder, Path output, double minutes, String from, long seed, int threads) {
  /// The value of `from` that starts from random weights.
  public static final String NOTHING = "none";

  public LearnConfig {
    if (!(minutes > 0 && minutes <= 100_000)) {
      throw new IllegalArgumentException(
          "minutes is %s, expected more than 0 and at most 100000".formatted(minutes));
    }
    if (threads < 1 || threads > 256) {
      throw new IllegalArgumentException("threads is %d, expected 1 to 256".formatted(threads));
    }
  }

  public boolean fromNothing() {
    return from.equals(NOTHING);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("folder", folder.toAbsolutePath().toString());
    json.addProperty("output", output.toAbsolutePath().toString());
    json.addProperty("minutes", minutes);
    json.addProperty("from", from);
    json.addProperty("seed", seed);
    json.addProperty("threads", threads);
    return json;
  }

  static LearnConfig fromJson(JsonObject json) {
    return new LearnConfig(
        Path.of(json.get("folder").getAsString()),
        Path.of(json.get("output").getAsString()),
        json.get("minutes").getAsDouble(),
        json.get("from").getAsString(),
        json.get("seed").getAsLong(),
        json.get("threads").getAsInt());
  }
}
