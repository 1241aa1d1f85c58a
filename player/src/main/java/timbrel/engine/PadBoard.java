package timbrel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import timbrel.realtime.RealTime;

/// Shows other threads the [PadWords] of all pads: the audio thread writes without ever waiting, a
/// reader tries again when a write came in between (a sequence lock: Boehm 2012, "Can seqlocks get
/// along with programming language memory models?", figure 6).
public final class PadBoard {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  /// The sequence number is alone on its cache lines.
  private static final int LEAD = 16;

  private final int words;
  private final int stride;
  private final long[] cells;

  /// @param pads how many
  /// @param words numbers of each
  public PadBoard(int pads, int words) {
    this.words = words;
    stride = LEAD + words;
    cells = new long[pads * stride];
  }

  /// Audio thread: shows `from` as the words of `pad`.
  @RealTime
  public void write(int pad, long[] from) {
    int at = pad * stride;
    long sequence = cells[at];
    CELL.setOpaque(cells, at, sequence + 1); // odd: being written
    VarHandle.releaseFence();
    for (int i = 0; i < words; i++) {
      CELL.setOpaque(cells, at + LEAD + i, from[i]);
    }
    CELL.setRelease(cells, at, sequence + 2);
  }

  /// Any other thread: copies the words of `pad`, all from the same write.
  public void read(int pad, long[] to) {
    int at = pad * stride;
    long before;
    long after;
    do {
      before = (long) CELL.getAcquire(cells, at);
      for (int i = 0; i < words; i++) {
        to[i] = (long) CELL.getOpaque(cells, at + LEAD + i);
      }
      VarHandle.acquireFence();
      after = (long) CELL.getOpaque(cells, at);
    } while ((before & 1) == 1 || before != after);
  }

  /// Any thread: one word of `pad` as it was last shown.
  public long word(int pad, int word) {
    return (long) CELL.getAcquire(cells, pad * stride + LEAD + word);
  }
}
