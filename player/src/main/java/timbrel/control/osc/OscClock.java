package timbrel.control.osc;

/// The time of day, in nanoseconds since 1970, against which time tags are held.
@FunctionalInterface
public interface OscClock {
  long nanosSince1970();

  /// The computer's clock.
  static OscClock system() {
    return new SystemClock();
  }
}
