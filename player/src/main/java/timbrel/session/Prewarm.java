package timbrel.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;
import timbrel.engine.Rehearsal;

/// Runs a callback in silence until the virtual machine has compiled it: until then it is slow and
/// allocates.
final class Prewarm {
  private static final int BLOCKS_A_ROUND = 500;

  /// Short blocks, since what counts for the compiler is how often something is called.
  private static final int MOST_FRAMES = 32;

  private static final int ROLLS_EVERY = 100;
  private static final int STROKES_OF_A_ROLL = 10;
  private static final int QUIET_ROUNDS = 3;
  private static final double STEADY = 1.15;
  private static final int NOTE_ON = 0x99;
  private static final int CONTROLLER = 0xB9;
  private static final int BEND = 0xE9;
  private static final int FIRST_NOTE = 36;

  private final AudioCallback callback;
  private final Rehearsal rehearsal;
  private final float[][] in;
  private final float[][] out;
  private final int frames;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// How it went.
  ///
  /// @param nanos that it took
  /// @param blocks that were rendered
  /// @param steady whether the last blocks allocated nothing and became no faster any more
  record Result(long nanos, int blocks, boolean steady) {}

  /// @param callback drives the rehearsal's engine
  /// @param inputs CV inputs of the device
  Prewarm(AudioCallback callback, Rehearsal rehearsal, int inputs, int frames) {
    this.callback = callback;
    this.rehearsal = rehearsal;
    this.frames = Math.min(frames, MOST_FRAMES);
    in = new float[inputs][frames];
    out = new float[2][frames];
  }

  /// Plays on all pads until nothing changes any more, or the time is over.
  Result run(long mostNanos) {
    long begin = System.nanoTime();
    int blocks = 0;
    int quiet = 0;
    long fastest = Long.MAX_VALUE;
    while (quiet < QUIET_ROUNDS && System.nanoTime() - begin < mostNanos) {
      long took = 0;
      long bytes = 0;
      for (int i = blocks; i < blocks + BLOCKS_A_ROUND; i++) {
        rehearsal.refresh(i);
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        block(i);
        took += System.nanoTime() - start;
        bytes += threads.getCurrentThreadAllocatedBytes() - before;
      }
      boolean allocated = bytes > 0;
      quiet = allocated || took * STEADY < fastest ? 0 : quiet + 1;
      fastest = Math.min(fastest, took);
      blocks += BLOCKS_A_ROUND;
    }
    return new Result(System.nanoTime() - begin, blocks, quiet == QUIET_ROUNDS);
  }

  /// All pads in turn, then a roll on each, bent about the middle: a branch that the compiler has
  /// never seen taken it leaves out, and the block that takes it first is interpreted and
  /// allocates.
  private void block(int i) {
    int pad = i / ROLLS_EVERY % 2 == 0 ? i : i / STROKES_OF_A_ROLL;
    callback.midi(0, NOTE_ON, FIRST_NOTE + pad % Control.PADS, 1 + i % 127);
    callback.midi(frames / 2, CONTROLLER, 70 + i % 10, i % 128);
    callback.midi(frames - 1, BEND, 0, 60 + i % 8);
    callback.process(in, out, frames);
  }
}
