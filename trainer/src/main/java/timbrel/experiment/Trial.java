package timbrel.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// One arm from one seed: what it measured, and how it learnt.
///
/// @param arm its name
/// @param values by measure; those that do not apply are absent
/// @param curve held-out loss after so many steps
public record Trial(
    String arm, long seed, Map<Measure, Double> values, Map<Integer, Double> curve) {

  public Trial {
    Map<Measure, Double> sorted = new EnumMap<>(Measure.class);
    sorted.putAll(values);
    values = Collections.unmodifiableMap(sorted);
    curve = Collections.unmodifiableMap(new LinkedHashMap<>(curve));
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("arm", arm);
    json.addProperty("seed", seed);
    JsonObject numbers = new JsonObject();
    values.forEach((measure, value) -> {
      if (Double.isFinite(value)) {
        numbers.addProperty(measure.key(), value);
      }
    });
    json.add("values", numbers);
    JsonObject points = new JsonObject();
    curve.forEach((step, loss) -> points.addProperty(step.toString(), loss));
    json.add("curve", points);
    return json;
  }

  /// @throws RuntimeException if it is not what [#toJson] writes
  static Trial fromJson(JsonObject json) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("values").entrySet()) {
      values.put(
          SpecReader.choice(entry.getKey(), "values", Measure.class),
          entry.getValue().getAsDouble());
    }
    Map<Integer, Double> curve = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("curve").entrySet()) {
      curve.put(Integer.parseInt(entry.getKey()), entry.getValue().getAsDouble());
    }
    return new Trial(json.get("arm").getAsString(), json.get("seed").getAsLong(), values, curve);
  }
}
