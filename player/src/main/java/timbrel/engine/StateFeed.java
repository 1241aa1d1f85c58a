package timbrel.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import timbrel.realtime.SpscQueue;

/// Tells listeners what the audio thread has changed, on a thread of its own.
final class StateFeed implements AutoCloseable {
  private static final long NAP_MILLIS = 5;

  private final SpscQueue<ControlPort.Event> changes;
  private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "timbrel-state");
  private final Runnable beat;
  private volatile boolean closed;
  private volatile float masterLevel = Control.MASTER_LEVEL.initial();

  /// @param beat is run every few milliseconds on the same thread
  StateFeed(SpscQueue<ControlPort.Event> changes, Runnable beat) {
    this.changes = changes;
    this.beat = beat;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void add(StateListener listener) {
    listeners.add(listener);
  }

  private void run() {
    try {
      while (!closed) {
        drain();
        beat.run();
        Thread.sleep(NAP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells all that waits. One thread at a time.
  void drain() {
    ControlPort.Event event = changes.peek();
    while (event != null) {
      Control control = event.control;
      int pad = event.pad;
      int index = event.index;
      float value = event.value;
      changes.release();
      if (control == Control.MASTER_LEVEL) {
        masterLevel = value;
      }
      for (StateListener listener : listeners) {
        listener.changed(control, pad, index, value);
      }
      event = changes.peek();
    }
  }

  float masterLevel() {
    return masterLevel;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
