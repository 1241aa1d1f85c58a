package timbrel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import timbrel.realtime.RealTime;

/// What the audio thread counts; others read it while it does.
final class Counters {
  /// What is counted.
  enum Count {
    /// Strokes that sounded new.
    NEW,
    /// Strokes that sounded with a hit stored in the instrument.
    STORED,
    /// Strokes that sounded with an earlier hit, because making new ones fell behind.
    REUSED,
    /// Strokes with a sound that is kept on purpose.
    KEPT,
    /// Strokes that came within two milliseconds of the last one on the same pad and were taken as
    /// one.
    MERGED,
    /// Strokes for which there was no sound or no voice.
    SILENT,
    /// Voices ended early in favour of new ones.
    STOLEN,
    /// Actions that came too fast, within one block.
    FLOODED,
    /// Values that were no numbers, or a pad, knob or class that is not there.
    INVALID,
    /// Samples that were no numbers and came out silent.
    BROKEN_SAMPLES,
    /// Changes that listeners were not told one by one.
    UNTOLD
  }

  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] counts = new long[Count.values().length];

  @RealTime
  void add(Count count) {
    add(count, 1);
  }

  @RealTime
  void add(Count count, long more) {
    int at = count.ordinal();
    CELL.setOpaque(counts, at, counts[at] + more);
  }

  /// Any thread.
  long get(Count count) {
    return (long) CELL.getOpaque(counts, count.ordinal());
  }
}
