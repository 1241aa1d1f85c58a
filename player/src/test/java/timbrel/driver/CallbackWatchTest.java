package timbrel.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallbackWatchTest {
  /// Blocks of 48 frames at 48 kHz: a millisecond.
  private final CallbackWatch watch = new CallbackWatch(48_000);

  private void block(long startMicros, long micros) {
    watch.begin(startMicros * 1000, 48);
    watch.end((startMicros + micros) * 1000);
  }

  @Test
  void blocksInTimeAreNotLate() {
    block(0, 300);
    block(1000, 300);
    block(2400, 300); // 0.4 of a period behind
    assertEquals(3, watch.callbacks());
    assertEquals(0, watch.lateCallbacks());
    assertEquals(1_400_000, watch.longestGapNanos());
  }

  @Test
  void aBlockThatStartsMoreThanHalfAPeriodBehindIsLate() {
    block(0, 300);
    block(1501, 300);
    assertEquals(1, watch.lateCallbacks());
  }

  @Test
  void aBlockThatTakesLongerThanItsPeriodIsLate() {
    block(0, 1001);
    assertEquals(1, watch.lateCallbacks());
  }

  @Test
  void whatIsResetIsForgotten() {
    block(0, 300);
    block(9000, 3000);
    watch.reset();
    assertEquals(0, watch.callbacks());
    block(50_000, 300);
    assertEquals(0, watch.lateCallbacks());
    assertEquals(0, watch.longestGapNanos());
    assertTrue(watch.busyNanos(1) <= 300_000);
  }

  /// Nine short ones and a long one.
  @Test
  void durationsHaveQuantiles() {
    DurationHistogram durations = new DurationHistogram();
    for (int i = 0; i < 9; i++) {
      durations.add(1000);
    }
    durations.add(50_000);
    assertEquals(1000, durations.quantile(0.5), 1000 / 8.0);
    assertEquals(1000, durations.quantile(0.9), 1000 / 8.0);
    assertEquals(50_000, durations.quantile(0.91));
    assertEquals(50_000, durations.longest());
  }

  @Test
  void everyDurationIsWithinAnEighthBelowItsBucketsEnd() {
    for (long nanos = 0; nanos < 1L << 33; nanos += 1 + nanos / 5) {
      DurationHistogram durations = new DurationHistogram();
      durations.add(nanos);
      durations.add(Long.MAX_VALUE);
      long end = durations.quantile(0.5);
      if (nanos < 1L << 32) {
        assertTrue(end >= nanos && end <= nanos + nanos / 8, nanos + " in a bucket to " + end);
      }
    }
  }
}
