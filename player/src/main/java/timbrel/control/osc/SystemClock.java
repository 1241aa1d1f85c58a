package timbrel.control.osc;

/// Milliseconds of the time of day, refined by the counter that has nanoseconds; compared again
/// every second, so that it follows when the clock is set. For one thread.
final class SystemClock implements OscClock {
  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private long compared;
  private long offset;

  SystemClock() {
    compare(System.nanoTime());
  }

  @Override
  public long nanosSince1970() {
    long now = System.nanoTime();
    if (now - compared > NANOS) {
      compare(now);
    }
    return now + offset;
  }

  private void compare(long now) {
    compared = now;
    offset = System.currentTimeMillis() * NANOS_PER_MILLI - now;
  }
}
