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
