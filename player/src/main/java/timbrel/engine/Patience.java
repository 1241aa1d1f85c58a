package timbrel.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Whether hits that are being made may be given up when a pad is set differently: as a rule, but a
/// knob that keeps moving must not keep the pads from getting new hits. So one that is made alone,
/// for the pad played last, is never given up twice in a row; and batches are given up for a second
/// at most, which is the time of two or three.
final class Patience {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier clock;
  private boolean gaveUpHit;
  private boolean gaveUpBatch;
  private long batchesSince;

  /// @param clock in nanoseconds
  Patience(LongSupplier clock) {
    this.clock = clock;
  }

  /// @param hits that are to be made together
  boolean allowsGivingUp(int hits) {
    return hits == 1
        ? !gaveUpHit
        : !gaveUpBatch || clock.getAsLong() - batchesSince < LONGEST_NANOS;
  }

  /// Hits were made.
  ///
  /// @param whole whether all of them were, and nothing was given up
  void made(int hits, boolean whole) {
    if (hits == 1) {
      gaveUpHit = !whole;
    } else if (whole) {
      gaveUpBatch = false;
    } else if (!gaveUpBatch) {
      gaveUpBatch = true;
      batchesSince = clock.getAsLong();
    }
  }

  /// Nothing is left to be made.
  void rest() {
    gaveUpHit = false;
    gaveUpBatch = false;
  }
}
