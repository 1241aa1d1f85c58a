package timbrel.driver;

/// There is no way out for sound, or not the one that was asked for. The message is one line and
/// says what to do.
public final class DriverException extends RuntimeException {
  public DriverException(String message) {
    super(message);
  }
}
