package timbrel.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import timbrel.realtime.SpscQueue;

/// Two things on their way through a ring come whole and in order, or not yet.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing has arrived yet")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the first arrived at the second look")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "only the first has arrived")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both have arrived, in order")
@State
public class RingOrder {
  private final SpscQueue<int[]> ring = new SpscQueue<>(2, () -> new int[1]);

  @Actor
  public void producer() {
    put(1);
    put(2);
  }

  @Actor
  public void consumer(II_Result result) {
    result.r1 = take();
    result.r2 = take();
  }

  private void put(int value) {
    int[] slot = ring.claim();
    if (slot != null) {
      slot[0] = value;
      ring.publish();
    }
  }

  private int take() {
    int[] slot = ring.peek();
    if (slot == null) {
      return 0;
    }
    int value = slot[0];
    ring.release();
    return value;
  }
}
