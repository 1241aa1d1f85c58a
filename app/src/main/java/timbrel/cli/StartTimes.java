package timbrel.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import timbrel.session.PlaySession;

/// Says how long after the start of the process pads sounded, and when the first new hit was ready.
final class StartTimes {
  private final Instant start;
  private final PlaySession session;
  private final Consumer<String> news;
  private boolean saidNew;

  StartTimes(PlaySession session, Consumer<String> news) {
    this.session = session;
    this.news = news;
    start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
  }

  /// The driver has started.
  void playing() {
    news.accept(
        String.format(
            Locale.ROOT,
            "pads sound %.2f s after the start, of which prewarming took %.2f s",
            seconds(),
            session.prewarmSeconds()));
  }

  /// To be called often.
  void look() {
    boolean made = session.player().filter(player -> player.status().madeHits() > 0).isPresent();
    if (made && !saidNew) {
      saidNew = true;
      news.accept(String.format(Locale.ROOT, "new hits from %.1f s on", seconds()));
    }
  }

  private double seconds() {
    return Duration.between(start, Instant.now()).toNanos() * 1e-9;
  }
}
