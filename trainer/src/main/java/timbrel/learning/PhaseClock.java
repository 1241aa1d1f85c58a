package timbrel.learning;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// The time of one phase, counted over all the processes that worked on it.
final class PhaseClock {
  private static final String NAME = "clock";
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final double budgetMinutes;
  private final double earlierMinutes;
  private final double earlierCpuSeconds;
  private final BooleanSupplier cancelled;
  private final long start = System.nanoTime();
  private final long cpuStart = SYSTEM.getProcessCpuTime();

  /// @param checkpoint that the phase goes on from, if any
  PhaseClock(double budgetMinutes, Optional<WeightMap> checkpoint, BooleanSupplier cancelled) {
    this.budgetMinutes = budgetMinutes;
    this.cancelled = cancelled;
    float[] earlier = checkpoint.map(c -> c.require(NAME, 2)).orElse(new float[2]);
    earlierMinutes = earlier[0];
    earlierCpuSeconds = earlier[1];
  }

  /// Adds the time so far to a checkpoint.
  void save(Map<String, Tensor> state) {
    state.put(NAME, Tensor.of(new float[] {(float) minutes(), (float) cpuSeconds()}, 2));
  }

  double minutes() {
    return earlierMinutes + (System.nanoTime() - start) / 60e9;
  }

  /// Processor time of all threads.
  double cpuSeconds() {
    return earlierCpuSeconds + (SYSTEM.getProcessCpuTime() - cpuStart) / 1e9;
  }

  /// Share of the budget that is used, 0 to 1.
  double progress() {
    return Math.min(1, minutes() / budgetMinutes);
  }

  double secondsLeft() {
    return Math.max(0, (budgetMinutes - minutes()) * 60);
  }

  boolean over() {
    return cancelled.getAsBoolean() || minutes() >= budgetMinutes;
  }
}
