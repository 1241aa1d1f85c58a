package timbrel.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import timbrel.engine.PadBoard;

/// A reader of the board sees all numbers of one write.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before the first write")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the first write")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the second write")
@State
public class BoardReads {
  private final PadBoard board = new PadBoard(1, 2);
  private final long[] seen = new long[2];

  @Actor
  public void writer() {
    board.write(0, new long[] {1, 1});
    board.write(0, new long[] {2, 2});
  }

  @Actor
  public void reader(JJ_Result result) {
    board.read(0, seen);
    result.r1 = seen[0];
    result.r2 = seen[1];
  }
}
