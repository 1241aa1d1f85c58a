package timbrel.driver.javasound;

import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import timbrel.driver.CallbackWatch;
import timbrel.driver.DriverRequest;
import timbrel.engine.AudioCallback;

/// The audio thread of a [JavaSoundDriver]: renders a block, hands it to the line, waits in the
/// line for room.
///
/// It begins with the smallest buffer that is worth trying. A line that runs dry again and again is
/// replaced by one with twice the buffer, so that the delay ends up as small as this computer
/// permits.
final class LinePlayer implements AutoCloseable {
  /// Smaller ones worked nowhere.
  private static final int SMALLEST_BUFFER = 256;

  private static final int LARGEST_BUFFER = 16_384;
  private static final long NOT_WAITING = Long.MAX_VALUE;

  private final Lines lines;
  private final LongSupplier clock;
  private final int blockFrames;
  private final int sampleRate;
  private final CallbackWatch watch;
  private final float[][] in;
  private final float[][] out = new float[SampleEncoding.CHANNELS][];
  private final Lock playing = new ReentrantLock();

  private volatile OpenLine open;
  private volatile boolean closing;
  private volatile long underruns; // written by the audio thread alone, like the next two
  private volatile long waitingSince = NOT_WAITING;
  private volatile @Nullable RuntimeException failure;

  /// @param clock nanoseconds, as [System#nanoTime]
  LinePlayer(Lines lines, DriverRequest request, LongSupplier clock) {
    this.lines = lines;
    this.clock = clock;
    blockFrames = request.blockFrames();
    int buffer = Math.max(SMALLEST_BUFFER, 2 * blockFrames);
    open = OpenLine.open(lines, request.sampleRate(), buffer);
    sampleRate = open.sampleRate();
    watch = new CallbackWatch(sampleRate, buffer);
    in = new float[request.cvInputs()][blockFrames];
    Arrays.setAll(out, channel -> new float[blockFrames]);
  }

  int sampleRate() {
    return sampleRate;
  }

  int blockFrames() {
    return blockFrames;
  }

  CallbackWatch watch() {
    return watch;
  }

  /// How often the line had nothing left to play.
  long underruns() {
    return underruns;
  }

  /// What the callback threw last; its block was silent.
  @Nullable RuntimeException failure() {
    return failure;
  }

  String description() {
    return "javax.sound, %d Hz, %d frames, buffer of %d frames"
        .formatted(sampleRate, blockFrames, open.bufferFrames());
  }

  /// For how long the line has kept the audio thread waiting.
  long silentNanos() {
    long since = waitingSince;
    return since == NOT_WAITING ? 0 : clock.getAsLong() - since;
  }

  /// Plays until the player is closed or the line takes no more.
  ///
  /// @throws timbrel.driver.DriverException if there is no line with a larger buffer
  void play(AudioCallback callback) {
    playing.lock();
    try {
      while (playThrough(open, callback)) {
        enlarge();
      }
    } finally {
      waitingSince = NOT_WAITING;
      open.line().close();
      playing.unlock();
    }
  }

  /// True when the line needs a larger buffer.
  private boolean playThrough(OpenLine line, AudioCallback callback) {
    byte[] bytes = new byte[blockFrames * line.encoding().frameBytes()];
    line.line().start();
    Dryness dryness = new Dryness(sampleRate, line.bufferFrames(), clock.getAsLong());
    while (!closing) {
      render(callback);
      line.encoding().encode(out, blockFrames, bytes);
      if (!write(line, bytes)) {
        return false;
      }
      if (dryness.wrote(blockFrames, clock.getAsLong())) {
        underruns++;
      }
      if (dryness.isTooMuch() && line.bufferFrames() < LARGEST_BUFFER) {
        return true;
      }
    }
    return false;
  }

  private void render(AudioCallback callback) {
    watch.begin(clock.getAsLong(), blockFrames);
    try {
      callback.process(in, out, blockFrames);
    } catch (RuntimeException e) {
      failure = e;
      Arrays.fill(out[0], 0);
      Arrays.fill(out[1], 0);
    }
    watch.end(clock.getAsLong());
  }

  /// False when the line did not take all of it.
  private boolean write(OpenLine line, byte[] bytes) {
    waitingSince = clock.getAsLong();
    boolean all = line.line().write(bytes, 0, bytes.length) == bytes.length;
    waitingSince = NOT_WAITING;
    return all;
  }

  private void enlarge() {
    OpenLine small = open;
    small.line().close();
    open = OpenLine.open(lines, sampleRate, 2 * small.bufferFrames());
  }

  /// A closed line lets go of whoever waits in it.
  @Override
  public void close() {
    closing = true;
    open.line().close();
    playing.lock();
    playing.unlock();
  }
}
