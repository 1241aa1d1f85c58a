package timbrel.driver;

import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

/// A device that can be taken away.
final class FakeDriver implements Driver {
  private final int sampleRate;
  private final int maxFrames;
  private volatile State state = State.OPEN;
  private volatile boolean closed;
  private volatile boolean refuses;

  FakeDriver(int sampleRate, int maxFrames) {
    this.sampleRate = sampleRate;
    this.maxFrames = maxFrames;
  }

  /// One that opens, and cannot be started.
  static FakeDriver refusing() {
    FakeDriver driver = new FakeDriver(48_000, 64);
    driver.refuses = true;
    return driver;
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int maxFrames() {
    return maxFrames;
  }

  @Override
  public void start(AudioCallback callback) {
    if (refuses) {
      throw new DriverException("it does not start");
    }
    state = State.RUNNING;
  }

  void lose() {
    state = State.LOST;
  }

  void end() {
    state = State.ENDED;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public DriverStatus status() {
    return new DriverStatus(state, "a fake", 10, 1, 2, 1000 + sampleRate);
  }

  @Override
  public void close() {
    closed = true;
    state = State.ENDED;
  }
}
