package timbrel.instrument;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/// What learning an instrument has cost.
///
/// @param phases in the order they ran
/// @param cpuSeconds processor time of all threads
/// @param energy the estimate, with how it was made
public record TrainingSummary(List<Phase> phases, double cpuSeconds, Energy energy) {
  private static final int MOST_PHASES = 1000;

  /// Nothing has been trained.
  public static final TrainingSummary NONE =
      new TrainingSummary(List.of(), 0, new Energy(0, "", ""));

  /// @param name such as "codec" or "token model"
  /// @param minutes of wall-clock time
  /// @param steps of the optimiser
  public record Phase(String name, double minutes, long steps) {}

  /// @param wattHours estimated, not measured
  /// @param formula how the estimate was computed
  /// @param assumptions what the formula takes for granted
  public record Energy(double wattHours, String formula, String assumptions) {

    /// Processor time times the power of one busy core.
    public static Energy ofCpu(double cpuSeconds, double wattsPerCore) {
      return new Energy(
          cpuSeconds * wattsPerCore / 3600,
          "CPU seconds x watts per busy core / 3600",
          "%s W per busy core with its share of memory and power supply; idle power not counted"
              .formatted(wattsPerCore));
    }
  }

  public TrainingSummary {
    phases = List.copyOf(phases);
  }

  public double minutes() {
    return phases.stream().mapToDouble(Phase::minutes).sum();
  }

  JsonObject toJson() {
    JsonArray phaseList = new JsonArray();
    for (Phase phase : phases) {
      JsonObject item = new JsonObject();
      item.addProperty("name", phase.name());
      item.addProperty("minutes", phase.minutes());
      item.addProperty("steps", phase.steps());
      phaseList.add(item);
    }
    JsonObject energyObject = new JsonObject();
    energyObject.addProperty("wattHours", energy.wattHours());
    energyObject.addProperty("formula", energy.formula());
    energyObject.addProperty("assumptions", energy.assumptions());
    JsonObject json = new JsonObject();
    json.add("phases", phaseList);
    json.addProperty("cpuSeconds", cpuSeconds);
    json.add("energy", energyObject);
    return json;
  }

  static TrainingSummary read(JsonFields fields) {
    List<Phase> phases =
        fields.children("phases", MOST_PHASES).stream()
            .map(phase ->
                new Phase(
                    phase.text("name", 200),
                    phase.number("minutes", 0, Double.MAX_VALUE),
                    phase.whole("steps", 0, Long.MAX_VALUE)))
            .toList();
    JsonFields energy = fields.child("energy");
    return new TrainingSummary(
        phases,
        fields.number("cpuSeconds", 0, Double.MAX_VALUE),
        new Energy(
            energy.number("wattHours", 0, Double.MAX_VALUE),
            energy.text("formula", 2000),
            energy.text("assumptions", 2000)));
  }
}
