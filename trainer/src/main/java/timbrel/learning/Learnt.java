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

  /// What a later stretch of the same phase has made of it.
  Learnt and(Learnt later) {
    return new Learnt(
        later.weights, minutes + later.minutes, cpuSeconds + later.cpuSeconds, steps + later.steps);
  }
}
