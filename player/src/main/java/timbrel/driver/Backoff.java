package timbrel.driver;

import java.time.Duration;

/// How long to wait before trying again: twice as long each time, up to a limit.
public record Backoff(Duration first, Duration longest) {
  /// Quick enough for a cable that was pulled out, patient enough for a server that stays away.
  public static final Backoff USUAL = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));

  public Backoff {
    if (!first.isPositive() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "waits of %s to %s, expected 0 < first <= longest".formatted(first, longest));
    }
  }

  /// Before attempt 0, 1, 2 ...
  Duration before(int attempt) {
    Duration wait = first;
    for (int i = 0; i < attempt && wait.compareTo(longest) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
