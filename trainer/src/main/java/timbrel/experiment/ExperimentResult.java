package timbrel.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;

/// What came of an experiment.
///
/// @param data what was learnt from, for people
/// @param trials arm by arm, seed by seed
/// @param reference what the arms imitate; no values if there is no such thing
/// @param folder where everything lies
public record ExperimentResult(
    ExperimentSpec spec, String data, List<Trial> trials, Trial reference, Path folder) {

  public ExperimentResult {
    trials = List.copyOf(trials);
  }

  /// A number with its uncertainty.
  ///
  /// @param error standard error of the mean over the seeds; NaN with one seed
  record Mean(double mean, double error) {}

  Mean of(ExperimentSpec.Arm arm, Measure measure) {
    double[] values =
        trials.stream()
            .filter(trial -> trial.arm().equals(arm.name()))
            .mapToDouble(trial -> trial.values().getOrDefault(measure, Double.NaN))
            .toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double error =
        values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1) / values.length);
    return new Mean(mean, error);
  }

  /// What programs read.
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("name", spec.name());
    json.addProperty("title", spec.title());
    json.addProperty("data", data);
    json.addProperty("steps", spec.steps());
    json.add("seeds", SpecReader.array(spec.seeds()));
    json.addProperty("error", "standard error of the mean over seeds");
    JsonArray measures = new JsonArray();
    for (Measure measure : spec.measures()) {
      JsonObject column = new JsonObject();
      column.addProperty("key", measure.key());
      column.addProperty("label", measure.label());
      column.addProperty("meaning", measure.meaning());
      measures.add(column);
    }
    json.add("measures", measures);
    JsonArray arms = new JsonArray();
    for (ExperimentSpec.Arm arm : spec.arms()) {
      JsonObject row = new JsonObject();
      row.addProperty("arm", arm.name());
      for (Measure measure : spec.measures()) {
        row.add(measure.key(), json(of(arm, measure), measure));
      }
      arms.add(row);
    }
    json.add("arms", arms);
    JsonObject imitated = reference.toJson();
    json.add("reference", imitated);
    JsonArray all = new JsonArray();
    trials.forEach(trial -> all.add(trial.toJson()));
    json.add("trials", all);
    return json;
  }

  private static JsonObject json(Mean value, Measure measure) {
    JsonObject json = new JsonObject();
    if (Double.isFinite(value.mean())) {
      json.addProperty("mean", value.mean());
      json.addProperty("text", text(value, measure));
    }
    if (Double.isFinite(value.error())) {
      json.addProperty("error", value.error());
    }
    return json;
  }

  /// `2.345 ± 0.012`, and without an error where there is none.
  static String text(Mean value, Measure measure) {
    boolean exact = !(value.error() > 0);
    return measure.format(value.mean()) + (exact ? "" : " ± " + measure.format(value.error()));
  }
}
