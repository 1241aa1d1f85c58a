package timbrel.cli.learn;

import java.io.PrintWriter;
import timbrel.evaluation.EvaluationListener;

/// Shows how an evaluation gets on: one line that is rewritten on a terminal, a line for each phase
/// elsewhere.
final class EvaluationDisplay implements EvaluationListener {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long PAUSE_NANOS = 100_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private String phase = "";
  private long lastShown;

  EvaluationDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void progress(String newPhase, int done, int of) {
    boolean next = !newPhase.equals(phase);
    phase = newPhase;
    if (terminal) {
      if (next || done == of || System.nanoTime() - lastShown > PAUSE_NANOS) {
        lastShown = System.nanoTime();
        out.print(CLEAR_LINE + phase + " " + done + " of " + of);
        out.flush();
      }
    } else if (next) {
      out.println(phase);
      out.flush();
    }
  }

  /// Takes the line away.
  synchronized void finish() {
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
