package timbrel.driver;

import timbrel.driver.DriverStatus.State;

/// Which state a driver is in and why, for any thread. Its lock is held for a moment only, never
/// while a sound system is called.
public final class DriverCondition {
  private State state = State.OPEN;
  private String reason = "";

  public synchronized void run() {
    state = State.RUNNING;
  }

  /// The device has gone. The first reason stays; a driver that does not run loses nothing.
  public synchronized void lose(String why) {
    if (state == State.RUNNING) {
      state = State.LOST;
      reason = why;
    }
  }

  /// True the first time.
  public synchronized boolean end() {
    boolean first = state != State.ENDED;
    state = State.ENDED;
    return first;
  }

  /// The status of a driver that is so described while it is not lost.
  public synchronized DriverStatus status(String description, CallbackWatch watch, long xruns) {
    return new DriverStatus(
        state,
        state == State.LOST ? reason : description,
        watch.callbacks(),
        xruns,
        watch.lateCallbacks(),
        watch.longestGapNanos());
  }
}
