package timbrel.learning;

/// A run has ended because somebody wished it to pause; nothing is lost, and it can go on.
public final class PausedException extends RuntimeException {
  PausedException() {
    super("paused; --resume goes on");
  }
}
