package timbrel.codec.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import timbrel.json.BoundedJson;
import timbrel.json.JsonException;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// A folder in Hugging Face layout: `config.json`, and the weights in `model.safetensors` or in the
/// files that `model.safetensors.index.json` lists.
///
/// @param folder where it is
/// @param config what was chosen
public record Checkpoint(Path folder, ConfigFields config) {
  /// The file that makes a folder a model.
  public static final String CONFIG = "config.json";

  /// The file with the weights.
  public static final String WEIGHTS = "model.safetensors";

  private static final String INDEX = "model.safetensors.index.json";
  private static final int MOST_SHARDS = 64;

  /// Reads the configuration.
  ///
  /// @throws CheckpointException if there is none, or it is no JSON
  public static Checkpoint open(Path folder) {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder, "has no " + CONFIG + ", expected a model folder in Hugging Face layout");
    }
    return new Checkpoint(folder, new ConfigFields(file, json(file)));
  }

  /// The file that holds the weights, or that lists the files that do.
  public Path weightFile() {
    Path whole = folder.resolve(WEIGHTS);
    Path index = folder.resolve(INDEX);
    return !Files.exists(whole) && Files.isRegularFile(index) ? index : whole;
  }

  /// Reads all tensors.
  ///
  /// @throws timbrel.nn.weights.WeightsException if a file is damaged
  public ModelTensors tensors() {
    Path file = weightFile();
    if (file.endsWith(INDEX)) {
      return ModelTensors.of(sharded(file));
    }
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(
          folder, "has no " + WEIGHTS + " (other formats of weights are not read)");
    }
    return ModelTensors.of(Safetensors.read(file).weights());
  }

  private WeightMap sharded(Path index) {
    if (!(json(index).get("weight_map") instanceof JsonObject places)) {
      throw new CheckpointException(index, "has no weight_map");
    }
    Set<String> shards = new TreeSet<>();
    for (Map.Entry<String, JsonElement> place : places.entrySet()) {
      shards.add(shardName(index, place.getValue()));
    }
    if (shards.size() > MOST_SHARDS) {
      throw new CheckpointException(index, shards.size() + " files, at most " + MOST_SHARDS);
    }
    Map<String, Tensor> tensors = new HashMap<>();
    for (String shard : shards) {
      WeightMap weights = Safetensors.read(folder.resolve(shard)).weights();
      for (String name : weights.names()) {
        if (tensors.put(name, weights.tensor(name)) != null) {
          throw new CheckpointException(index, "tensor '" + name + "' is in two files");
        }
      }
    }
    return WeightMap.of(index.toString(), tensors);
  }

  /// A plain file name: an index must not reach out of its folder.
  private static String shardName(Path index, JsonElement value) {
    if (value instanceof JsonPrimitive text
        && text.isString()
        && text.getAsString().matches("[A-Za-z0-9_.-]{1,200}\\.safetensors")) {
      return text.getAsString();
    }
    throw new CheckpointException(
        index,
        "weight_map has %s, expected the name of a safetensors file in the same folder"
            .formatted(CheckpointException.quoted(value.toString())));
  }

  private static JsonObject json(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(BoundedJson.MAX_CHARS + 1), StandardCharsets.UTF_8);
      return BoundedJson.parseObject(text, file.getFileName().toString());
    } catch (JsonException e) {
      throw new CheckpointException(file, e.getMessage() + "", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }
}
