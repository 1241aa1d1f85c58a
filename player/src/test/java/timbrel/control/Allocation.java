package timbrel.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts the bytes that a thread allocates.
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 200;
  private static final int MOST_WARM_UPS = 20_000;

  private Allocation() {}

  /// Warm is when two batches in a row allocate nothing. The compiler works in the background, so
  /// that a busy machine takes more calls to get there.
  public static void assertNoneWhenWarm(Runnable call) {
    long before = Integer.MAX_VALUE;
    long bytes = Integer.MAX_VALUE;
    for (int i = 0; i < MOST_WARM_UPS && (bytes != 0 || before != 0); i++) {
      before = bytes;
      bytes = bytesOf(call);
    }
    assertEquals(0, before + bytes, "bytes in two times " + CALLS + " calls");
  }

  /// In [#CALLS] calls.
  static long bytesOf(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
