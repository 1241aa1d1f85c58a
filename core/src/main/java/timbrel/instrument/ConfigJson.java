package timbrel.instrument;

import com.google.gson.JsonObject;
import java.util.function.Supplier;
import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.codec.StackConfig;
import timbrel.codec.checkpoint.CheckpointException;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;

/// The configurations of an instrument as JSON. The run directory of a training uses the same text.
public final class ConfigJson {
  /// The field that holds the configuration of a codec that others have trained, as they wrote it.
  private static final String PRETRAINED = "config";

  private static final int LONGEST_TEXT = 200;

  private ConfigJson() {}

  /// A configuration of Timbrel's own codec, or the passport of one that others have trained.
  public static JsonObject write(CodecDescription codec) {
    return switch (codec) {
      case CodecConfig own -> write(own);
      case PretrainedConfig pretrained -> write(pretrained);
      default -> throw new IllegalArgumentException("no codec that an instrument can have");
    };
  }

  private static JsonObject write(PretrainedConfig codec) {
    JsonObject json = new JsonObject();
    json.addProperty("model", codec.model());
    json.addProperty("licence", codec.licence());
    json.addProperty("codebooks", codec.codebooks());
    json.add(PRETRAINED, codec.config());
    return json;
  }

  private static PretrainedConfig readPretrained(JsonFields json) {
    return checked(
        json,
        () ->
            new PretrainedConfig(
                json.text("model", LONGEST_TEXT),
                json.text("licence", LONGEST_TEXT),
                integer(json, "codebooks"),
                json.child(PRETRAINED).raw()));
  }

  private static JsonObject write(CodecConfig codec) {
    JsonObject json = new JsonObject();
    json.addProperty("sampleRate", codec.sampleRate());
    json.addProperty("fftSize", codec.fftSize());
    json.addProperty("fineHop", codec.fineHop());
    json.addProperty("fineFrames", codec.fineFrames());
    json.add("fineEncoder", write(codec.fineEncoder()));
    json.add("coarseEncoder", write(codec.coarseEncoder()));
    json.addProperty("latentDim", codec.latentDim());
    json.addProperty("codebooks", codec.codebooks());
    json.addProperty("codebookSize", codec.codebookSize());
    json.add("coarseDecoder", write(codec.coarseDecoder()));
    json.add("fineDecoder", write(codec.fineDecoder()));
    json.addProperty("noise", codec.noise());
    json.addProperty("tones", codec.tones());
    return json;
  }

  static CodecDescription readCodec(JsonFields json) {
    return json.has(PRETRAINED) ? readPretrained(json) : readOwn(json);
  }

  private static CodecConfig readOwn(JsonFields json) {
    return checked(
        json,
        () ->
            new CodecConfig(
                integer(json, "sampleRate"),
                integer(json, "fftSize"),
                integer(json, "fineHop"),
                integer(json, "fineFrames"),
                readStack(json.child("fineEncoder")),
                readStack(json.child("coarseEncoder")),
                integer(json, "latentDim"),
                integer(json, "codebooks"),
                integer(json, "codebookSize"),
                readStack(json.child("coarseDecoder")),
                readStack(json.child("fineDecoder")),
                json.has("noise") && json.truth("noise"),
                json.has("tones") ? integer(json, "tones") : 0));
  }

  private static JsonObject write(StackConfig stack) {
    JsonObject json = new JsonObject();
    json.addProperty("channels", stack.channels());
    json.addProperty("blocks", stack.blocks());
    json.addProperty("kernel", stack.kernel());
    json.addProperty("expansion", stack.expansion());
    return json;
  }

  private static StackConfig readStack(JsonFields json) {
    return checked(
        json,
        () ->
            new StackConfig(
                integer(json, "channels"),
                integer(json, "blocks"),
                integer(json, "kernel"),
                integer(json, "expansion")));
  }

  static LmConfig readLm(JsonFields json) {
    return checked(json, () -> LmConfig.fromJson(json.raw()));
  }

  static JsonObject write(Sampling sampling) {
    JsonObject json = new JsonObject();
    json.addProperty("temperature", sampling.temperature());
    json.addProperty("topK", sampling.topK());
    json.addProperty("topP", sampling.topP());
    json.addProperty("guidance", sampling.guidance());
    json.addProperty("repetitionPenalty", sampling.repetitionPenalty());
    json.addProperty("beams", sampling.beams());
    return json;
  }

  static Sampling readSampling(JsonFields json) {
    return checked(
        json,
        () ->
            new Sampling(
                (float) json.number("temperature", 0, 100),
                integer(json, "topK"),
                (float) json.number("topP", 0, 1),
                (float) json.number("guidance", 0, 100),
                (float) json.number("repetitionPenalty", 0, 100),
                integer(json, "beams")));
  }

  static JsonObject write(KnobRange knobs) {
    JsonObject json = new JsonObject();
    for (Knob knob : Knob.values()) {
      JsonObject range = new JsonObject();
      range.addProperty("low", knobs.low()[knob.ordinal()]);
      range.addProperty("high", knobs.high()[knob.ordinal()]);
      range.addProperty("unit", knob.unit());
      json.add(knob.label(), range);
    }
    return json;
  }

  static KnobRange readKnobs(JsonFields json) {
    Knob[] knobs = Knob.values();
    double[] low = new double[knobs.length];
    double[] high = new double[knobs.length];
    for (Knob knob : knobs) {
      JsonFields range = json.child(knob.label());
      low[knob.ordinal()] = range.number("low", -1e9, 1e9);
      high[knob.ordinal()] = range.number("high", -1e9, 1e9);
    }
    return checked(json, () -> new KnobRange(low, high));
  }

  private static int integer(JsonFields json, String name) {
    return json.integer(name, 0, Integer.MAX_VALUE);
  }

  /// Configurations check their own values; what they complain of gets the field's path.
  private static <T> T checked(JsonFields json, Supplier<T> read) {
    try {
      return read.get();
    } catch (InstrumentException e) {
      throw e;
    } catch (IllegalArgumentException | UnsupportedOperationException | CheckpointException e) {
      throw new InstrumentException(json.path(), String.valueOf(e.getMessage()), "a valid one");
    }
  }
}
