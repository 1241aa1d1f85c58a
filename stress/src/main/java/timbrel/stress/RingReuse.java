package timbrel.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import timbrel.realtime.SpscQueue;

/// The one slot of a small ring is never written while it is being read.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing has arrived yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the first, whole")
@State
public class RingReuse {
  private final SpscQueue<int[]> ring = new SpscQueue<>(1, () -> new int[2]);

  @Actor
  public void producer() {
    put(1);
    put(2); // finds the ring full until the first has been released
  }

  @Actor
  public void consumer(II_Result result) {
    int[] slot = ring.peek();
    if (slot != null) {
      result.r1 = slot[0];
      result.r2 = slot[1];
      ring.release();
    }
  }

  private void put(int value) {
    int[] slot = ring.claim();
    if (slot != null) {
      slot[0] = value;
      slot[1] = value;
      ring.publish();
    }
  }
}
