package timbrel.driver.javasound;

/// Notices that a line has run dry, by the clock: a device plays so many frames a second, of which
/// the line can have held no more than its buffer. Not every device says so itself.
///
/// It counts one for each buffer's length that was missing. A few may be other programs' fault.
final class Dryness {
  private static final int MOST = 4;
  private static final double SECONDS = 2;
  private static final double NANOS_A_SECOND = 1e9;

  private final int sampleRate;
  private final int bufferFrames;
  private long start;
  private long written;
  private long windowStart;
  private int recent;

  Dryness(int sampleRate, int bufferFrames, long now) {
    this.sampleRate = sampleRate;
    this.bufferFrames = bufferFrames;
    start = now;
    windowStart = now;
  }

  /// To be told of everything that is written. True when the line has run dry once more.
  boolean wrote(int frames, long now) {
    written += frames;
    double played = (now - start) / NANOS_A_SECOND * sampleRate;
    boolean dry = played - written > bufferFrames + frames;
    if (now - windowStart > SECONDS * NANOS_A_SECOND) {
      windowStart = now;
      recent = 0;
      restart(now); // two clocks are never the same
    }
    if (dry) {
      recent++;
      restart(now);
    }
    return dry;
  }

  private void restart(long now) {
    start = now;
    written = 0;
  }

  /// So often of late that the buffer is too small.
  boolean isTooMuch() {
    return recent > MOST;
  }
}
