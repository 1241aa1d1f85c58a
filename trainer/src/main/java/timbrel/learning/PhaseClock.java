package timbrel.learning;

import java.util.function.BooleanSupplier;

/// The time of one phase, counted over all the processes that worked on it.
final class PhaseClock {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final double budgetMinutes;
  private final double earlierMinutes;
  private final BooleanSupplier cancelled;
  private final long start = System.nanoTime();

  /// @param earlierMinutes spent before this process, from a checkpoint
  PhaseClock(double budgetMinutes, double earlierMinutes, BooleanSupplier cancelled) {
    this.budgetMinutes = budgetMinutes;
    this.earlierMinutes = earlierMinutes;
    this.cancelled = cancelled;
  }

  double minutes() {
    return earlierMinutes + (System.nanoTime() - start) / NANOS_PER_MINUTE;
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
