package timbrel.learning;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;

/// What `learn` was asked for. It is written into the run directory before the first step, and a
/// resumed run takes it from there.
///
/// @param folder the sounds
/// @param output the instrument file to write
/// @param minutes training time, without import and evaluation
/// @param from the instrument to start from: a path, `starter`, or `none`
/// @param seed of everything random
/// @param threads threads of one operation of libtorch
/// @param codec whose tokens are learnt; empty to train a codec too
public record LearnConfig(
    Path folder,
    Path output,
    double minutes,
    String from,
    long seed,
    int threads,
    Optional<CodecChoice> codec) {
  /// The value of `from` that starts from random weights.
  public static final String NOTHING = "none";

  /// Learns Timbrel's own codec.
  public LearnConfig(
      Path folder, Path output, double minutes, String from, long seed, int threads) {
    this(folder, output, minutes, from, seed, threads, Optional.empty());
  }

  public LearnConfig {
    if (codec.isPresent() && !from.equals(NOTHING)) {
      throw new IllegalArgumentException(
          "from is %s, expected none where a codec is given".formatted(from));
    }
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
    codec.ifPresent(choice -> json.add("codec", choice.toJson()));
    return json;
  }

  static LearnConfig fromJson(JsonObject json) {
    return new LearnConfig(
        Path.of(json.get("folder").getAsString()),
        Path.of(json.get("output").getAsString()),
        json.get("minutes").getAsDouble(),
        json.get("from").getAsString(),
        json.get("seed").getAsLong(),
        json.get("threads").getAsInt(),
        json.has("codec")
            ? Optional.of(CodecChoice.fromJson(json.getAsJsonObject("codec")))
            : Optional.empty());
  }
}
