package timbrel.driver;

import timbrel.realtime.RealTime;

/// Watches when blocks are asked for and how long they take. The audio thread writes, any thread
/// reads; what is read may be a block old.
///
/// A block is late when it started more than half a period after it was due, counted from the start
/// of the one before, or when it took longer than its period.
public final class CallbackWatch {
  private static final long NANOS_A_SECOND = 1_000_000_000;

  private final int sampleRate;
  private final long forgiven;
  private final DurationHistogram busy = new DurationHistogram();
  private long start;
  private long period;
  private boolean first = true;
  private long late;
  private long longestGap;
  // Written last and read first, so that a reader sees all that belongs to the count.
  private volatile long callbacks;

  public CallbackWatch(int sampleRate) {
    this(sampleRate, 0);
  }

  /// @param forgivenFrames by so much may a block start late, if that is more than half a period
  public CallbackWatch(int sampleRate, int forgivenFrames) {
    this.sampleRate = sampleRate;
    forgiven = forgivenFrames * NANOS_A_SECOND / sampleRate;
  }

  /// At the start of a block of `frames`, with [System#nanoTime].
  @RealTime
  public void begin(long now, int frames) {
    long gap = now - start;
    boolean late = !first && gap - period > Math.max(forgiven, period / 2);
    if (!first) {
      longestGap = Math.max(longestGap, gap);
    }
    if (late) {
      this.late++;
    }
    first = false;
    start = now;
    period = frames * NANOS_A_SECOND / sampleRate;
  }

  /// At the end of the block that began last.
  @RealTime
  public void end(long now) {
    long took = now - start;
    busy.add(took);
    if (took > period) {
      late++;
    }
    callbacks = callbacks + 1;
  }

  /// Forgets everything. To be called while there are no blocks.
  public void reset() {
    busy.reset();
    first = true;
    late = 0;
    longestGap = 0;
    callbacks = 0;
  }

  public long callbacks() {
    return callbacks;
  }

  public long lateCallbacks() {
    return callbacks == 0 ? 0 : late;
  }

  public long longestGapNanos() {
    return callbacks == 0 ? 0 : longestGap;
  }

  /// The time within which this share of the blocks was done, 0 to 1.
  public long busyNanos(double share) {
    return callbacks == 0 ? 0 : busy.quantile(share);
  }
}
