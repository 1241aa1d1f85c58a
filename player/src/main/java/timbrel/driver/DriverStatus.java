package timbrel.driver;

/// How a driver is doing.
///
/// @param state whether it runs
/// @param message what it plays through, or why it does not run; one line
/// @param callbacks blocks so far
/// @param xruns interruptions that the sound system counted
/// @param lateCallbacks blocks that started or ended too late for their period
/// @param longestGapNanos the longest time between the starts of two blocks
public record DriverStatus(
    State state,
    String message,
    long callbacks,
    long xruns,
    long lateCallbacks,
    long longestGapNanos) {

  static final DriverStatus NONE = new DriverStatus(State.OPEN, "", 0, 0, 0, 0);

  /// The same, counting also what a driver before it had counted.
  DriverStatus after(DriverStatus earlier) {
    return new DriverStatus(
        state,
        message,
        callbacks + earlier.callbacks,
        xruns + earlier.xruns,
        lateCallbacks + earlier.lateCallbacks,
        Math.max(longestGapNanos, earlier.longestGapNanos));
  }

  /// The same counts in another state.
  DriverStatus in(State otherState, String otherMessage) {
    return new DriverStatus(
        otherState, otherMessage, callbacks, xruns, lateCallbacks, longestGapNanos);
  }

  /// From opening to the end.
  public enum State {
    OPEN,
    RUNNING,
    /// The device or the server has gone away.
    LOST,
    /// It has played all that there was, or was closed.
    ENDED
  }
}
