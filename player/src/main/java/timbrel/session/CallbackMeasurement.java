package timbrel.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import timbrel.control.Mapping;
import timbrel.driver.ThreadPriority;
import timbrel.engine.AudioCallback;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;

/// Measures the callback of a live session without a sound device: a thread calls it once a period,
/// as a driver does, while the worker makes hits.
///
/// In each period the thread also runs a twin that computes for as long as the callback's median
/// and does nothing else ([Spin]). A machine that is shared takes its processors away now and then;
/// what it takes from the twin is not the player's fault.
public final class CallbackMeasurement {
  private static final float[][] NO_INPUTS = new float[0][];
  private static final int MOST_BLOCKS = 50_000_000;

  /// Blocks before the measurement, from which the twin's length is taken.
  private static final int REHEARSED = 1000;

  private static final int SPIN_STEPS = 5000;

  private final Instrument instrument;
  private final int sampleRate;
  private final int blockFrames;
  private final double seconds;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// What was measured.
  ///
  /// @param prewarmSeconds until the callback was compiled
  /// @param realTime whether the system let the thread go before all others
  /// @param blocks that were timed
  /// @param periodMicros of a block
  /// @param callback time inside of it
  /// @param twin the same of code that only computes
  /// @param lateness from when a block was due until it began
  /// @param voices that sounded on average
  /// @param bytes allocated by the callback in all blocks together
  /// @param allocatingBlocks in how many
  /// @param delayFrames between a stroke's frame and its first sample
  public record Result(
      double prewarmSeconds,
      boolean realTime,
      int blocks,
      double periodMicros,
      Times callback,
      Times twin,
      Times lateness,
      double voices,
      long bytes,
      int allocatingBlocks,
      int delayFrames) {}

  /// @param seconds of sound
  public CallbackMeasurement(
      Instrument instrument, int sampleRate, int blockFrames, double seconds) {
    this.instrument = instrument;
    this.sampleRate = sampleRate;
    this.blockFrames = blockFrames;
    this.seconds = seconds;
  }

  /// Measures while strokes keep at least eight voices sounding.
  public Result measure() throws InterruptedException {
    PlaySession.Request request =
        new PlaySession.Request(instrument, true, true, 1, Mapping.standard(), Optional.empty());
    try (PlaySession session = new PlaySession(request)) {
      AudioCallback callback = session.prepare(sampleRate, blockFrames);
      Run run = new Run(callback, session.player().orElseThrow());
      Thread audio = new Thread(run, "timbrel-bench-audio");
      audio.start();
      audio.join();
      return run.result(session.prewarmSeconds());
    }
  }

  /// What the audio thread does.
  private final class Run implements Runnable {
    private final AudioCallback callback;
    private final Player player;
    private final Strokes strokes = new Strokes(sampleRate, blockFrames);
    private final float[][] out = new float[2][blockFrames];
    private final double period = 1e9 * blockFrames / sampleRate;
    private final long[] callbackNanos;
    private final long[] twinNanos;
    private final long[] lateNanos;
    private boolean realTime;
    private int delayFrames;
    private double voices;
    private long bytes;
    private int allocatingBlocks;

    Run(AudioCallback callback, Player player) {
      this.callback = callback;
      this.player = player;
      int blocks = (int) Math.min(MOST_BLOCKS, seconds * sampleRate / blockFrames) + 1;
      callbackNanos = new long[blocks];
      twinNanos = new long[blocks];
      lateNanos = new long[blocks];
    }

    @Override
    public void run() {
      Spin spin = new Spin();
      realTime = ThreadPriority.goFirst();
      delayFrames = delay();
      long median = rehearse(spin);
      spin.calibrate();
      int steps = spin.stepsFor(median);
      double due = System.nanoTime() + period;
      for (int block = 0; block < callbackNanos.length; block++) {
        sleepUntil((long) due);
        lateNanos[block] = System.nanoTime() - (long) due;
        if (block % 2 == 0) {
          twinNanos[block] = spin.run(steps);
          process(block);
        } else {
          process(block);
          twinNanos[block] = spin.run(steps);
        }
        // A block that was missed is left out, as a sound server does.
        due += period * Math.max(1, Math.ceil((System.nanoTime() - due) / period));
      }
    }

    /// @return nanoseconds, the median
    private long rehearse(Spin spin) {
      long[] nanos = new long[REHEARSED];
      for (int i = 0; i < nanos.length; i++) {
        sleepUntil(System.nanoTime() + (long) period);
        strokes.play(callback, i);
        long start = System.nanoTime();
        callback.process(NO_INPUTS, out, blockFrames);
        nanos[i] = System.nanoTime() - start;
        spin.run(SPIN_STEPS);
      }
      Arrays.sort(nanos);
      return nanos[nanos.length / 2];
    }

    private static void sleepUntil(long time) {
      for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }

    private void process(int block) {
      strokes.play(callback, block);
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      callback.process(NO_INPUTS, out, blockFrames);
      callbackNanos[block] = System.nanoTime() - start;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      bytes += allocated;
      allocatingBlocks += allocated > 0 ? 1 : 0;
      voices += player.soundingVoices();
    }

    /// Frames between a stroke in the middle of a block and the first sample that is not silent.
    private int delay() {
      callback.process(NO_INPUTS, out, blockFrames);
      int frame = blockFrames / 2;
      Strokes.hit(callback, frame, 0, 127);
      callback.process(NO_INPUTS, out, blockFrames);
      int first = 0;
      while (first < blockFrames && out[0][first] == 0 && out[1][first] == 0) {
        first++;
      }
      return first - frame;
    }

    Result result(double prewarmSeconds) {
      return new Result(
          prewarmSeconds,
          realTime,
          callbackNanos.length,
          period * 1e-3,
          Times.of(callbackNanos),
          Times.of(twinNanos),
          Times.of(lateNanos),
          voices / callbackNanos.length,
          bytes,
          allocatingBlocks,
          delayFrames);
    }
  }
}
