package timbrel.cli;

import java.io.PrintWriter;
import timbrel.driver.DriverSession;
import timbrel.session.PlaySession;

/// One line of a terminal that keeps showing how playing goes.
final class StatusLine {
  private static final String START_OF_LINE = "\r\u001b[K";
  private static final int WIDEST = 110;

  private final PrintWriter out;
  private final PlaySession session;
  private final DriverSession devices;

  StatusLine(PrintWriter out, PlaySession session, DriverSession devices) {
    this.out = out;
    this.session = session;
    this.devices = devices;
  }

  synchronized void show() {
    session
        .player()
        .ifPresent(player -> {
          var status = player.status();
          String pad = status.lastPad() < 0 ? "" : player.padName(status.lastPad());
          String text = new StatusText(status, devices.status()).brief(pad);
          out.print(START_OF_LINE + text.substring(0, Math.min(WIDEST, text.length())));
          out.flush();
        });
  }

  synchronized void clear() {
    out.print(START_OF_LINE);
    out.flush();
  }
}
