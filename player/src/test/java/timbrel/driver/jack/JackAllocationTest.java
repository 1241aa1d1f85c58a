package timbrel.driver.jack;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import timbrel.driver.Connections;
import timbrel.driver.DriverRequest;
import timbrel.engine.AudioCallback;

/// Once it is compiled a cycle leaves no garbage: counted on the audio thread from one block to the
/// next, so that it includes the way into the JVM, the copies and the events.
class JackAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Cycles in a row without a byte. A compiler that is late allocates a little before them.
  private static final int CLEAN = 2000;

  @Test
  void aCycleAllocatesNothing() {
    Counter counter = new Counter(0);
    play(counter, () -> counter.longestCleanRun >= CLEAN);
    assertTrue(counter.events > 0, "events are counted as well");
  }

  /// The twin: the counter sees an array of one float in every block.
  @Test
  void theCounterCounts() {
    Counter counter = new Counter(1);
    play(counter, () -> counter.blocks >= CLEAN);
    assertTrue(counter.longestCleanRun == 0, counter.longestCleanRun + " blocks were free");
  }

  private static void play(Counter counter, java.util.function.BooleanSupplier done) {
    try (JackServer server = JackServer.start(48_000, 64);
        Peer peer = Peer.join(server);
        JackDriver driver =
            JackDriver.open(
                new DriverRequest(
                    "timbrel",
                    server.name(),
                    48_000,
                    64,
                    2,
                    new Connections("peer:", "peer:", "peer:")))) {
      driver.start(counter);
      Await.until("blocks without a byte", done);
      assertTrue(peer.frames() > 0);
    }
  }

  /// Counts bytes from the end of one block to the end of the next.
  private static final class Counter implements AudioCallback {
    private final int floats;
    private long before = -1;
    private int cleanRun;
    private volatile int longestCleanRun;
    private volatile int blocks;
    private volatile int events;
    private volatile float[] garbage = {};

    Counter(int floats) {
      this.floats = floats;
    }

    @Override
    public void midi(int frame, int status, int data1, int data2) {
      events = events + 1;
    }

    @Override
    public void process(float[][] in, float[][] out, int frames) {
      if (floats > 0) {
        garbage = new float[floats];
      }
      long now = THREADS.getCurrentThreadAllocatedBytes();
      cleanRun = now == before ? cleanRun + 1 : 0;
      longestCleanRun = Math.max(longestCleanRun, cleanRun);
      before = now;
      blocks = blocks + 1;
    }
  }
}
