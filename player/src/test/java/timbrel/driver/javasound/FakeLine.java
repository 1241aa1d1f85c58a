package timbrel.driver.javasound;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;

/// A device of a computer that has none: keeps what is written to it.
final class FakeLine {
  private final AudioFormat format;
  private final AtomicLong clock;
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean gone;
  private volatile boolean stuck;
  private volatile boolean dry;
  private volatile int bufferBytes;

  FakeLine(AudioFormat format, AtomicLong clock) {
    this.format = format;
    this.clock = clock;
  }

  SourceDataLine line() {
    return (SourceDataLine)
        Proxy.newProxyInstance(
            FakeLine.class.getClassLoader(),
            new Class<?>[] {SourceDataLine.class},
            (self, method, values) ->
                switch (method.getName()) {
                  case "open" -> {
                    bufferBytes = (int) values[1];
                    yield null;
                  }
                  case "getBufferSize" -> bufferBytes;
                  case "write" -> write((byte[]) values[0], (int) values[2]);
                  case "close" -> {
                    closed.countDown();
                    yield null;
                  }
                  case "start" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private int write(byte[] bytes, int length) throws InterruptedException {
    if (stuck) {
      hanging.countDown();
      closed.await();
    }
    if (gone || closed.getCount() == 0) {
      return 0;
    }
    synchronized (written) {
      written.write(bytes, 0, length);
    }
    // A line that runs dry is one that is fed half of what it plays.
    double frames = (double) length / format.getFrameSize() * (dry ? 2 : 1);
    clock.addAndGet((long) (frames / format.getSampleRate() * 1e9));
    Thread.sleep(1);
    return length;
  }

  AudioFormat format() {
    return format;
  }

  byte[] written() {
    synchronized (written) {
      return written.toByteArray();
    }
  }

  int bufferFrames() {
    return bufferBytes / format.getFrameSize();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /// Its plug is pulled out.
  void vanish() {
    gone = true;
  }

  /// It takes nothing and returns nothing.
  void hang() {
    stuck = true;
  }

  /// Returns when somebody waits in it.
  void awaitHanging() throws InterruptedException {
    hanging.await();
  }

  /// It plays faster than it is fed.
  void runDry(boolean always) {
    dry = always;
  }
}
