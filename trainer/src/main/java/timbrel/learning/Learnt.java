package timbrel.learning;

import java.util.Map;
import timbrel.nn.weights.Tensor;

/// What a training phase has come to.
///
/// @param weights by the names of the instrument file
/// @param minutes of wall-clock time, over all processes that worked on it
/// @param cpuSeconds processor time of all threads
/// @param steps of the optimiser
record Learnt(Map<String, Tensor> weights, double minutes, double cpuSeconds, long steps) {

  static Learnt of(Map<String, Tensor> weights, PhaseClock clock, long steps) {
    return new Learnt(weights, clock.minutes(), clock.cpuSeconds(), steps);
  }

  /// The same, with what another stretch of the phase has cost as well.
  Learnt withCostOf(Learnt other) {
    return new Learnt(
        weights, minutes + other.minutes, cpuSeconds + other.cpuSeconds, steps + other.steps);
  }
}
