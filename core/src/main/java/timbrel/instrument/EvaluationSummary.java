package timbrel.instrument;

import com.google.gson.JsonObject;
import java.util.Map;

/// How good an instrument is, as measured when it was learnt.
///
/// @param headline the few numbers that a listing shows, such as "reconstruction.mss"
/// @param report the whole report; its fields are the evaluation's own and are kept as they are
public record EvaluationSummary(Map<String, Double> headline, JsonObject report) {
  private static final int MOST_HEADLINES = 200;

  /// Not evaluated.
  public static final EvaluationSummary NONE = new EvaluationSummary(Map.of(), new JsonObject());

  public EvaluationSummary {
    headline = CardJson.ordered(headline);
    report = report.deepCopy();
  }

  @Override
  public JsonObject report() {
    return report.deepCopy();
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("headline", CardJson.object(headline));
    json.add("report", report());
    return json;
  }

  static EvaluationSummary read(JsonFields fields) {
    return new EvaluationSummary(
        fields.numbers("headline", MOST_HEADLINES), fields.child("report").raw());
  }
}
