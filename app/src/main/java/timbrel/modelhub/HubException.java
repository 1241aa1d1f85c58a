package timbrel.modelhub;

/// A model that cannot be had: says why, and what to do.
public final class HubException extends RuntimeException {
  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
