package timbrel.cli.learn;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import timbrel.learning.LearnListener;

/// Shows how a run gets on: one line that is rewritten on a terminal, a plain line now and then
/// elsewhere.
final class ProgressDisplay implements LearnListener {
  private static final int BAR = 20;
  private static final int MOST_LOSSES = 3;
  private static final long PLAIN_PAUSE_NANOS = 15_000_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean lineOpen;
  private long lastPlain;

  ProgressDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// Whether somebody watches: standard error is a terminal.
  static boolean onTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  @Override
  public void phase(String name) {
    finish();
    out.println(name);
    out.flush();
    lastPlain = System.nanoTime();
  }

  @Override
  public void message(String line) {
    finish();
    out.println("  " + line);
    out.flush();
  }

  @Override
  public void progress(Progress progress) {
    if (terminal) {
      out.print(CLEAR_LINE + bar(progress.share()) + " " + text(progress));
      lineOpen = true;
      out.flush();
    } else if (System.nanoTime() - lastPlain > PLAIN_PAUSE_NANOS) {
      lastPlain = System.nanoTime();
      out.println("  " + text(progress));
      out.flush();
    }
  }

  /// Leaves the last line standing.
  void finish() {
    if (lineOpen) {
      out.println();
      out.flush();
      lineOpen = false;
    }
  }

  private static String bar(double share) {
    int full = (int) Math.round(share * BAR);
    return "  [" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  private static String text(Progress progress) {
    String losses =
        progress.losses().entrySet().stream()
            .limit(MOST_LOSSES)
            .map(ProgressDisplay::text)
            .collect(Collectors.joining("  "));
    String pace =
        Double.isFinite(progress.soundsPerSecond())
            ? String.format(
                Locale.ROOT,
                "  %.1f sounds/s  %s left",
                progress.soundsPerSecond(),
                duration(progress.secondsLeft()))
            : "";
    return String.format(
        Locale.ROOT,
        "%s %3.0f %%  %d  %s%s",
        progress.phase(),
        100 * progress.share(),
        progress.step(),
        losses,
        pace);
  }

  private static String text(Map.Entry<String, Double> loss) {
    return String.format(Locale.ROOT, "%s %.3f", loss.getKey(), loss.getValue());
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }
}
