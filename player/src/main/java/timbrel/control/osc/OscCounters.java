package timbrel.control.osc;

import java.util.concurrent.atomic.AtomicLongArray;

/// What the OSC thread counts, for others to read.
final class OscCounters {
  /// What is counted.
  enum Count {
    PACKETS,
    MESSAGES,
    MALFORMED,
    REFUSED,
    LOST,
    LATE
  }

  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
  private volatile OscFault lastFault = OscFault.NONE;

  /// One more; by the OSC thread only.
  void count(Count what) {
    counts.setRelease(what.ordinal(), counts.getPlain(what.ordinal()) + 1);
  }

  void countFault(OscFault fault) {
    count(Count.MALFORMED);
    lastFault = fault;
  }

  OscStatus status(int followers) {
    return new OscStatus(
        get(Count.PACKETS),
        get(Count.MESSAGES),
        get(Count.MALFORMED),
        get(Count.REFUSED),
        get(Count.LOST),
        get(Count.LATE),
        followers,
        lastFault);
  }

  private long get(Count what) {
    return counts.getAcquire(what.ordinal());
  }
}
