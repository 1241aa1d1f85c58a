package timbrel.learning;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// The time of one phase, counted over all the processes that worked on it.
///
/// It is wall-clock time, so that a run ends when it was asked to, but without pauses: while the
/// process is stopped or the computer sleeps nothing is learnt.
final class PhaseClock implements InstantSource {
  private static final String NAME = "clock";
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /// Between two looks at the clock, this much more time than the process ran is a pause: steps
  /// take a second or two, and on a busy machine a few times as long.
  private static final long PAUSE_NANOS = 15_000_000_000L;

  private final double budgetMinutes;
  private final double earlierMinutes;
  private final double earlierCpuSeconds;
  private final BooleanSupplier cancelled;
  private final LongSupplier wall;
  private final LongSupplier cpu;
  private final long cpuStart;
  private long lastWall;
  private long lastCpu;
  private long nanos;

  /// @param checkpoint that the phase goes on from, if any
  PhaseClock(double budgetMinutes, Optional<WeightMap> checkpoint, BooleanSupplier cancelled) {
    this(budgetMinutes, checkpoint, cancelled, System::nanoTime, SYSTEM::getProcessCpuTime);
  }

  /// @param wall nanoseconds of a clock on the wall
  /// @param cpu nanoseconds of processor time of all threads
  PhaseClock(
      double budgetMinutes,
      Optional<WeightMap> checkpoint,
      BooleanSupplier cancelled,
      LongSupplier wall,
      LongSupplier cpu) {
    this.budgetMinutes = budgetMinutes;
    this.cancelled = cancelled;
    this.wall = wall;
    this.cpu = cpu;
    float[] earlier = checkpoint.map(c -> c.require(NAME, 2)).orElse(new float[2]);
    earlierMinutes = earlier[0];
    earlierCpuSeconds = earlier[1];
    lastWall = wall.getAsLong();
    lastCpu = cpu.getAsLong();
    cpuStart = lastCpu;
  }

  /// Adds the time so far to a checkpoint.
  void save(Map<String, Tensor> state) {
    state.put(NAME, Tensor.of(new float[] {(float) minutes(), (float) cpuSeconds()}, 2));
  }

  double minutes() {
    return earlierMinutes + nanos() / 60e9;
  }

  private long nanos() {
    long nowWall = wall.getAsLong();
    long nowCpu = cpu.getAsLong();
    long passed = nowWall - lastWall;
    long worked = nowCpu - lastCpu;
    nanos += passed - worked > PAUSE_NANOS ? worked : passed;
    lastWall = nowWall;
    lastCpu = nowCpu;
    return nanos;
  }

  /// Moves on as [#minutes] does, from an arbitrary start.
  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos());
  }

  /// Processor time of all threads.
  double cpuSeconds() {
    return earlierCpuSeconds + (cpu.getAsLong() - cpuStart) / 1e9;
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
