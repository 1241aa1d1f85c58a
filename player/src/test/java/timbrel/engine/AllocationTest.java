package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// The audio thread allocates nothing, and the counter that says so counts.
class AllocationTest {
  private static final int WARM_BLOCKS = 20_000;
  private static final int ROUNDS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final TestKit kit = new TestKit(TestKit.tone(3000, 300));
  private final ControlPort port = kit.ports.open();
  private final float[][] out = new float[2][64];

  /// The least of some rounds: the compiler may allocate on behalf of this thread while it still
  /// works.
  @Test
  void densePlayAllocatesNothing() {
    play(WARM_BLOCKS);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      play(2000);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(0, least);
  }

  @Test
  void theCounterCountsWhatIsAllocated() {
    play(WARM_BLOCKS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    play(10);
    float[] allocated = new float[1000];
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes >= 4L * allocated.length, bytes + " bytes");
  }

  private void play(int blocks) {
    for (int i = 0; i < blocks; i++) {
      kit.strike(i % 64, i % 16, 0.5f);
      kit.engine.accept(13, Control.KNOB, i % 16, i % 7, i % 100 / 100f);
      kit.engine.accept(i % 50, Control.BEND, Control.ALL_PADS, 0, i % 24 - 12);
      port.send(Control.TUNE, i % 16, 0, i % 12);
      kit.engine.process(out, 64);
    }
  }
}
