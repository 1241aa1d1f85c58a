package timbrel.experiment;

import com.google.gson.JsonObject;
import java.util.Set;
import timbrel.codec.CodecDescription;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;
import timbrel.training.LmTrainingConfig;

/// The settings of one arm that trains a token model.
///
/// @param model its config
/// @param training how it is trained
/// @param sampling how hits are drawn from it
record TokenSettings(LmConfig model, LmTrainingConfig training, Sampling sampling) {
  private static final Set<String> OF_DATA =
      Set.of("codebookSize", "maxFrames", "classes", "descriptors");

  static TokenSettings of(ExperimentSpec spec, ExperimentSpec.Arm arm, TokenData data) {
    JsonObject settings = arm.settings();
    try {
      return new TokenSettings(
          model(settings.getAsJsonObject("model"), spec.data(), data),
          training(settings.getAsJsonObject("training")),
          sampling(settings.getAsJsonObject("sampling")));
    } catch (IllegalArgumentException e) {
      throw new SpecException("arm '" + arm.name() + "'", String.valueOf(e.getMessage()), "sound");
    }
  }

  private static LmConfig model(JsonObject own, ExperimentSpec.Data spec, TokenData data) {
    for (String field : OF_DATA) {
      if (own.has(field)) {
        throw new SpecException("model." + field, own.get(field).toString(), "none: data decides");
      }
    }
    CodecDescription codec = data.codec().config();
    JsonObject json = own.deepCopy();
    int most = Math.min(spec.codebooks(), codec.codebooks());
    json.addProperty(
        "codebooks", own.has("codebooks") ? SpecReader.integer(own, "codebooks", 1, most) : most);
    json.addProperty("codebookSize", codec.codebookSize());
    json.addProperty("maxFrames", Math.max(1, (int) (spec.seconds() * codec.frameRate())));
    json.addProperty("classes", data.classes().size());
    json.addProperty("descriptors", data.training().getFirst().conditions().knobs().length);
    return LmConfig.fromJson(json);
  }

  private static LmTrainingConfig training(JsonObject json) {
    LmTrainingConfig usual = LmTrainingConfig.DEFAULT;
    return new LmTrainingConfig(
        SpecReader.integer(json, "batch", 1, 4096),
        SpecReader.number(json, "learningRate", 1e-6, 1),
        SpecReader.integer(json, "warmUpSteps", 0, 100_000),
        usual.weightDecay(),
        usual.maxGradient(),
        usual.averaging(),
        usual.onsetFrames(),
        usual.onsetWeight(),
        usual.dropAll(),
        usual.dropClass(),
        usual.dropVelocity(),
        usual.dropKnobs(),
        0);
  }

  private static Sampling sampling(JsonObject json) {
    return new Sampling(
        (float) SpecReader.number(json, "temperature", 0, 100),
        SpecReader.integer(json, "topK", 0, 1 << 20),
        (float) SpecReader.number(json, "topP", 0, 1),
        (float) SpecReader.number(json, "guidance", 0, 100),
        (float) SpecReader.number(json, "repetitionPenalty", 0.01, 100),
        SpecReader.integer(json, "beams", 1, 64));
  }

  /// Everything that decides the weights that come out.
  JsonObject identity(ExperimentSpec spec, long seed, String data) {
    JsonObject json = model.toJson();
    json.addProperty("training", training.toString());
    json.addProperty("steps", spec.steps());
    json.addProperty("seed", seed);
    json.addProperty("data", data);
    return json;
  }
}
