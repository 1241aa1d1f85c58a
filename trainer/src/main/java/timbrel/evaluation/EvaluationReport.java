package timbrel.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How good an instrument is, in numbers. What could not be measured is NaN here and null in JSON.
///
/// @param subject what was measured on what
/// @param codec does the codec keep the sound?
/// @param pitch does it keep the pitch?
/// @param generated are generated sounds like drums?
/// @param novelty are they new?
/// @param hits generated hits of each class next to real ones
/// @param knobs do the knobs work?
/// @param cost how heavy is it?
public record EvaluationReport(
    Subject subject,
    CodecReport codec,
    PitchReport pitch,
    GeneratedReport generated,
    NoveltyReport novelty,
    List<ClassComparison> hits,
    KnobReport knobs,
    CostReport cost) {

  /// What was measured on what.
  ///
  /// @param instrument its name
  /// @param weightsSha256 tells instruments apart
  /// @param trainingSounds that judge and novelty know
  /// @param heldOutSounds from other groups than the training sounds
  /// @param heldOutLossless those among them that never went through a lossy format
  /// @param classes of the instrument
  /// @param seed of the evaluation
  public record Subject(
      String instrument,
      String weightsSha256,
      int trainingSounds,
      int heldOutSounds,
      int heldOutLossless,
      List<String> classes,
      long seed) {}

  /// The numbers that a listing of instruments shows, by name; only those that were measured.
  public Map<String, Double> headline() {
    Map<String, Double> headline = new LinkedHashMap<>();
    SoundDistance whole = codec.distance(CodecReport.WHOLE);
    put(headline, "reconstruction.mss", whole.mss());
    put(headline, "reconstruction.lsd", whole.lsd());
    put(headline, "reconstruction.onset", whole.onset());
    put(headline, "reconstruction.mss.opus", codec.distance(CodecReport.OPUS).mss());
    put(headline, "reconstruction.mss.opusTwice", codec.distance(CodecReport.OPUS_TWICE).mss());
    put(headline, "reconstruction.mss.opus12k", codec.distance(CodecReport.OPUS_REFERENCE).mss());
    put(headline, "pitch.inTune", pitch.of(CodecReport.WHOLE).inTune());
    put(headline, "pitch.inTune.opus12k", pitch.of(CodecReport.OPUS_REFERENCE).inTune());
    put(headline, "generated.accuracy", generated.generated().accuracy());
    put(headline, "generated.accuracy.heldOut", generated.heldOut().accuracy());
    put(headline, "generated.classAccuracy", generated.generated().classAccuracy());
    put(headline, "generated.classAccuracy.heldOut", generated.heldOut().classAccuracy());
    put(headline, "generated.kickSnareHat", generated.generated().told());
    put(headline, "generated.kickSnareHat.secondJudge", generated.secondJudge().told());
    for (GeneratedReport.SetDistances d : generated.distances()) {
      put(headline, "generated.fad." + d.embedding(), d.fad());
      put(headline, "generated.fad." + d.embedding() + ".floor", d.fadFloor());
      put(headline, "generated.kad." + d.embedding(), d.kad());
      put(headline, "generated.kad." + d.embedding() + ".floor", d.kadFloor());
    }
    put(headline, "novelty.copies", novelty.copies());
    put(headline, "novelty.spread", novelty.spread());
    for (NoveltyReport.Variation v : novelty.variation()) {
      put(headline, "novelty.spread.variation." + v.amount(), v.spread());
    }
    put(headline, "knobs.correlation", knobs.meanCorrelation());
    put(headline, "knobs.correlation.withoutLoop", knobs.meanCorrelationWithoutLoop());
    put(headline, "knobs.correlation.lowest", knobs.lowestCorrelation());
    put(headline, "knobs.monotonic", knobs.monotonic());
    for (KnobReport.KnobResult knob : knobs.knobs()) {
      put(headline, "knobs.correlation." + knob.knob(), knob.whole().correlation());
    }
    return headline;
  }

  private static void put(Map<String, Double> headline, String name, double value) {
    if (Double.isFinite(value)) {
      headline.put(name, value);
    }
  }

  /// Everything, with the names of the records' components.
  public JsonObject toJson() {
    return gson().toJsonTree(this).getAsJsonObject();
  }

  private static Gson gson() {
    JsonSerializer<Double> finite =
        (value, type, context) ->
            Double.isFinite(value) ? new JsonPrimitive(rounded(value)) : JsonNull.INSTANCE;
    return new GsonBuilder()
        .serializeNulls()
        .registerTypeAdapter(Double.class, finite)
        .registerTypeAdapter(double.class, finite)
        .create();
  }

  /// Five digits are more than any of the measures are worth.
  private static double rounded(double value) {
    return value == 0
        ? 0
        : new java.math.BigDecimal(value).round(new java.math.MathContext(5)).doubleValue();
  }

  /// The report as lines for people.
  public String toText() {
    return new ReportText(this).toString();
  }

  /// JSON with line breaks.
  public String toJsonText() {
    JsonElement json = toJson();
    return new GsonBuilder().serializeNulls().setPrettyPrinting().create().toJson(json);
  }
}
