package timbrel.driver.wav;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavStream;
import timbrel.driver.Driver;
import timbrel.driver.DriverStatus;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

/// Renders into a stereo WAV file as fast as it can.
public final class WavDriver implements Driver {
  /// Below it (-80 dB of full scale) the end is taken as silent.
  private static final float SILENCE = 1e-4f;

  private static final double SILENT_SECONDS = 0.25;

  private final Path file;
  private final Length length;
  private final int sampleRate;
  private final int blockFrames;
  private final WavStream stream;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile State state = State.OPEN;
  private volatile boolean closing;
  private volatile long blocks; // written by the rendering thread alone
  private volatile @Nullable RuntimeException failure;
  private volatile long written; // by the rendering thread alone
  private float[][] fed = {};

  /// When the file ends, in frames.
  ///
  /// @param least it is at least that long; what happens at its very end is still heard
  /// @param most it is at most that long; if that is more than the least, it ends as soon as all is
  ///   silent
  public record Length(long least, long most) {
    public Length {
      if (least < 0 || most < least) {
        throw new IllegalArgumentException(
            "%d to %d frames, expected at least 0 in rising order".formatted(least, most));
      }
    }
  }

  private WavDriver(
      Path file, SampleFormat format, int sampleRate, int blockFrames, Length length) {
    this.file = file;
    this.length = length;
    this.sampleRate = sampleRate;
    this.blockFrames = blockFrames;
    stream = WavStream.create(file, format, 2, sampleRate);
  }

  /// Begins a file.
  ///
  /// @throws java.io.UncheckedIOException if it cannot be written
  public static WavDriver open(
      Path file, SampleFormat format, int sampleRate, int blockFrames, Length length) {
    return new WavDriver(file, format, sampleRate, blockFrames, length);
  }

  /// What the inputs hear from the first frame on; silence after its end. To be called before
  /// [#start].
  ///
  /// @param channels `[input][frame]`, as long as each other
  public void feed(float[][] channels) {
    fed = channels.clone();
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int maxFrames() {
    return blockFrames;
  }

  @Override
  public void start(AudioCallback callback) {
    state = State.RUNNING;
    Thread.ofPlatform().name("timbrel-wav").daemon().start(() -> run(callback));
  }

  private void run(AudioCallback callback) {
    try (stream) {
      render(callback);
      if (!closing) {
        stream.finish();
      }
    } catch (RuntimeException failed) {
      failure = failed;
    } finally {
      state = State.ENDED;
      end.countDown();
    }
  }

  private void render(AudioCallback callback) {
    float[][] out = new float[2][blockFrames];
    float[][] in = new float[fed.length][blockFrames];
    long silent = 0;
    long enough = Math.round(SILENT_SECONDS * sampleRate);
    while (written < length.most() && !closing) {
      fill(in);
      callback.process(in, out, blockFrames);
      int count = 0;
      while (count < blockFrames
          && written + count < length.most()
          && (written + count < length.least() || silent < enough)) {
        boolean quiet = Math.abs(out[0][count]) < SILENCE && Math.abs(out[1][count]) < SILENCE;
        silent = quiet && written + count >= length.least() ? silent + 1 : 0;
        count++;
      }
      stream.write(out, count);
      written += count;
      blocks++;
      if (count < blockFrames) {
        return;
      }
    }
  }

  private void fill(float[][] in) {
    for (int i = 0; i < in.length; i++) {
      int from = (int) Math.min(written, fed[i].length);
      int count = Math.min(blockFrames, fed[i].length - from);
      System.arraycopy(fed[i], from, in[i], 0, count);
      Arrays.fill(in[i], count, blockFrames, 0);
    }
  }

  /// Returns when the file is whole.
  ///
  /// @throws RuntimeException what has stopped it
  public void awaitEnd() throws InterruptedException {
    end.await();
    if (failure != null) {
      throw failure;
    }
  }

  /// Frames written so far.
  public long frames() {
    return written;
  }

  @Override
  public DriverStatus status() {
    RuntimeException why = failure;
    String message = why == null ? file.toString() : file + ": " + why.getMessage();
    return new DriverStatus(state, message, blocks, 0, 0, 0);
  }

  /// Stops; a file that is not whole is not left behind.
  @Override
  public void close() {
    closing = true;
    if (state == State.OPEN) {
      stream.close();
      state = State.ENDED;
      end.countDown();
    }
  }
}
