package timbrel.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import timbrel.instrument.TrainingSummary;

/// What learning an instrument has cost, with the parts that it took over.
final class TrainingAccount {
  /// Assumed for the estimate of energy: a busy server or laptop core with its share of the rest.
  private static final double WATTS_PER_CORE = 12;

  private TrainingAccount() {}

  /// What two earlier trainings have in common counts once.
  ///
  /// @param learnt phases of this run by name
  static TrainingSummary of(List<TrainingSummary> inherited, Map<String, Learnt> learnt) {
    List<TrainingSummary.Phase> phases = new ArrayList<>();
    double cpuSeconds = 0;
    for (TrainingSummary earlier : inherited) {
      List<TrainingSummary.Phase> more =
          earlier.phases().stream().filter(phase -> !phases.contains(phase)).toList();
      double minutes = more.stream().mapToDouble(TrainingSummary.Phase::minutes).sum();
      cpuSeconds += earlier.cpuSeconds() * minutes / Math.max(1e-9, earlier.minutes());
      phases.addAll(more);
    }
    for (Map.Entry<String, Learnt> entry : learnt.entrySet()) {
      Learnt phase = entry.getValue();
      phases.add(new TrainingSummary.Phase(entry.getKey(), phase.minutes(), phase.steps()));
      cpuSeconds += phase.cpuSeconds();
    }
    return new TrainingSummary(
        phases, cpuSeconds, TrainingSummary.Energy.ofCpu(cpuSeconds, WATTS_PER_CORE));
  }
}
