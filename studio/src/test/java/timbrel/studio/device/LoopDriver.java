package timbrel.studio.device;

import timbrel.driver.Driver;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

/// A sound device without a socket: asks for block after block, and remembers how loud it became.
final class LoopDriver implements Driver, DriverProvider {
  private static final int FRAMES = 128;

  private volatile boolean closed;
  private volatile float loudest;
  private volatile long blocks;

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public Driver open(DriverRequest request) {
    return this;
  }

  @Override
  public int sampleRate() {
    return 48_000;
  }

  @Override
  public int maxFrames() {
    return FRAMES;
  }

  @Override
  public void start(AudioCallback callback) {
    Thread.ofPlatform().daemon().start(() -> run(callback));
  }

  private void run(AudioCallback callback) {
    float[][] out = new float[2][FRAMES];
    while (!closed) {
      callback.process(new float[0][], out, FRAMES);
      blocks++;
      for (float sample : out[0]) {
        loudest = Math.max(loudest, Math.abs(sample));
      }
      Thread.onSpinWait();
    }
  }

  float loudest() {
    return loudest;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public DriverStatus status() {
    return new DriverStatus(closed ? State.ENDED : State.RUNNING, "a loop", blocks, 3, 4, 0);
  }

  @Override
  public void close() {
    closed = true;
  }
}
