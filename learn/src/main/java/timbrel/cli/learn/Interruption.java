package timbrel.cli.learn;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C as a wish that the work notices when it can: the first one asks it to end with what it
/// has, the second one ends the program at once.
final class Interruption {
  private static final int EXIT_CODE = 130;

  private final AtomicBoolean requested = new AtomicBoolean();
  private final PrintWriter err;
  private final SignalHandler earlier;

  private Interruption(PrintWriter err) {
    this.err = err;
    earlier = Signal.handle(new Signal("INT"), signal -> request());
  }

  static Interruption onCtrlC(PrintWriter err) {
    return new Interruption(err);
  }

  private void request() {
    if (requested.getAndSet(true)) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    err.println();
    err.println("ending with what is learnt so far; Ctrl-C again ends at once (--resume goes on)");
    err.flush();
  }

  boolean requested() {
    return requested.get();
  }

  void stopListening() {
    Signal.handle(new Signal("INT"), earlier);
  }
}
