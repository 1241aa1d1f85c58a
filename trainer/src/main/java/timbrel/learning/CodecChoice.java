package timbrel.learning;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.pretrained.PretrainedConfig;

/// A codec that others have trained, to learn tokens of instead of training one.
///
/// @param model its name, for people
/// @param folder where it is
/// @param licence of its weights, as its publisher states it
/// @param codebooks how many of its codebooks are used
public record CodecChoice(String model, Path folder, String licence, int codebooks) {

  /// What goes into the instrument's card.
  public PretrainedConfig config() {
    return new PretrainedConfig(
        model, licence, codebooks, Checkpoint.open(folder).config().toJson());
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("model", model);
    json.addProperty("folder", folder.toAbsolutePath().toString());
    json.addProperty("licence", licence);
    json.addProperty("codebooks", codebooks);
    return json;
  }

  static CodecChoice fromJson(JsonObject json) {
    return new CodecChoice(
        json.get("model").getAsString(),
        Path.of(json.get("folder").getAsString()),
        json.get("licence").getAsString(),
        json.get("codebooks").getAsInt());
  }
}
