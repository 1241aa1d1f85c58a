package timbrel.driver;

import java.util.Arrays;
import timbrel.realtime.RealTime;

/// Counts durations in steps of an eighth of an octave (9 %), up to four seconds. One thread adds.
public final class DurationHistogram {
  private static final int STEPS_LOG2 = 3;
  private static final int STEPS = 1 << STEPS_LOG2;
  private static final int OCTAVES = 32;

  private final long[] counts = new long[OCTAVES * STEPS];
  private long longest;

  /// Of a duration below 0 it counts 0.
  @RealTime
  public void add(long nanos) {
    counts[bucket(Math.clamp(nanos, 0L, (1L << OCTAVES) - 1))]++;
    longest = Math.max(longest, nanos);
  }

  /// The leading one chooses the octave, the three bits after it the step.
  @RealTime
  private static int bucket(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (octave - STEPS_LOG2)) & (STEPS - 1);
    return (octave - STEPS_LOG2 + 1) * STEPS + step;
  }

  /// The upper end of the bucket below which `share` of the durations lie, no longer than the
  /// longest.
  public long quantile(double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double wanted = share * total;
    long below = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      below += counts[bucket];
      if (below >= wanted && below > 0) {
        return Math.min(longest, end(bucket));
      }
    }
    return longest;
  }

  public void reset() {
    Arrays.fill(counts, 0);
    longest = 0;
  }

  public long longest() {
    return longest;
  }

  private static long end(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int octave = bucket / STEPS + STEPS_LOG2 - 1;
    long step = 1L << (octave - STEPS_LOG2);
    return (1L << octave) + (bucket % STEPS + 1) * step - 1;
  }
}
