package timbrel.driver.javasound;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import timbrel.driver.Driver;
import timbrel.driver.DriverCondition;
import timbrel.driver.DriverException;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus;
import timbrel.engine.AudioCallback;

/// Plays through `javax.sound`: stereo, without control voltages (its inputs stay at 0) and without
/// MIDI of its own.
public final class JavaSoundDriver implements Driver {
  /// A line that has blocked for so long has lost its device.
  private static final long MOST_SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final LinePlayer player;
  private final int cvInputs;
  private final DriverCondition condition = new DriverCondition();

  private JavaSoundDriver(Lines lines, DriverRequest request, LongSupplier clock) {
    cvInputs = request.cvInputs();
    player = new LinePlayer(lines, request, clock);
  }

  /// The device whose name contains `request.device()`, or the usual one. The rate is another one
  /// where it does not offer that of the request.
  ///
  /// @throws DriverException if there is no device, or another program has it
  public static JavaSoundDriver open(DriverRequest request) {
    return open(Lines.of(request.device()), request, System::nanoTime);
  }

  static JavaSoundDriver open(Lines lines, DriverRequest request, LongSupplier clock) {
    return new JavaSoundDriver(lines, request, clock);
  }

  @Override
  public int sampleRate() {
    return player.sampleRate();
  }

  @Override
  public int maxFrames() {
    return player.blockFrames();
  }

  @Override
  public void start(AudioCallback callback) {
    condition.run();
    Thread.ofPlatform()
        .daemon()
        .name("timbrel-audio")
        .priority(Thread.MAX_PRIORITY)
        .start(() -> play(callback));
  }

  private void play(AudioCallback callback) {
    try {
      player.play(callback);
      condition.lose("the sound device takes no more sound");
    } catch (DriverException e) {
      condition.lose(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public DriverStatus status() {
    if (player.silentNanos() > MOST_SILENT_NANOS) {
      condition.lose("the sound device has not taken sound for 3 s");
    }
    return condition.status(description(), player.watch(), player.underruns());
  }

  private String description() {
    Throwable failure = player.failure();
    return player.description()
        + (cvInputs > 0 ? "; without CV inputs, which need JACK" : "")
        + (failure == null ? "" : "; a block failed: " + failure);
  }

  /// Returns when the audio thread calls back no more.
  @Override
  public void close() {
    if (condition.end()) {
      player.close();
    }
  }
}
