package timbrel.cli;

import java.io.PrintWriter;

/// How far a download is: one line that is written over where there is a terminal, else a line
/// every ten percent.
final class DownloadDisplay {
  private static final int BAR = 30;

  private final PrintWriter out;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private String file = "";
  private long shownPercent = -1;

  DownloadDisplay(PrintWriter out) {
    this.out = out;
  }

  void show(String name, long done, long total) {
    long percent = total == 0 ? 100 : 100 * done / total;
    if (!name.equals(file)) {
      file = name;
      shownPercent = -1;
    }
    boolean step = terminal ? percent != shownPercent : percent / 10 != shownPercent / 10;
    if (!step && percent != 100 || percent == shownPercent) {
      return;
    }
    shownPercent = percent;
    int filled = (int) (percent * BAR / 100);
    out.printf(
        "%s%-20s [%s%s] %3d %% of %.1f MB%s",
        terminal ? "\r" : "",
        name,
        "#".repeat(filled),
        ".".repeat(BAR - filled),
        percent,
        total / 1e6,
        terminal && percent < 100 ? "" : "%n".formatted());
    out.flush();
  }
}
