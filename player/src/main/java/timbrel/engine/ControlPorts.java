package timbrel.engine;

import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;

/// All ways in from other threads. They outlive an engine: a device that comes back at another
/// sample rate gets a new engine, and whoever sends does not notice.
public final class ControlPorts {
  private static final int MOST = 32;

  private final @Nullable ControlPort[] ports = new @Nullable ControlPort[MOST];
  private volatile int count;

  /// A way in for one more thread.
  ///
  /// @throws IllegalStateException after 32 of them
  public synchronized ControlPort open() {
    if (count == MOST) {
      throw new IllegalStateException("more than %d control ports".formatted(MOST));
    }
    ControlPort port = new ControlPort();
    ports[count] = port;
    count++; // only now does the audio thread see it
    return port;
  }

  @RealTime
  int count() {
    return count;
  }

  @RealTime
  @Nullable ControlPort get(int index) {
    return ports[index];
  }

  /// Actions that were lost because a ring was full. Any thread.
  long dropped() {
    long dropped = 0;
    for (int i = 0; i < count; i++) {
      ControlPort port = ports[i];
      dropped += port == null ? 0 : port.dropped();
    }
    return dropped;
  }
}
