package timbrel.cli.learn;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C, and what else asks a program to end, as a wish that the work notices when it can: the
/// first one asks it to end with what it has, the second one ends the program at once.
///
/// At once means without the usual way out: that takes libtorch's code away while it still runs,
/// and the program would end in a crash report. Files are written beside their place and renamed,
/// so nothing half-written stays.
final class Interruption implements AutoCloseable {
  /// Ctrl-C, `kill`, and a terminal that was closed. Windows has no HUP.
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private static final int EXIT_CODE = 130;

  private final Map<Signal, SignalHandler> earlier = new LinkedHashMap<>();
  private final AtomicBoolean requested = new AtomicBoolean();

  private Interruption() {}

  /// The first signal is a wish, for which to ask [#requested].
  static Interruption asWish(PrintWriter err) {
    return asWish(err, "ending with what is learnt so far (--resume goes on)");
  }

  /// @param answer what the first signal is answered with
  static Interruption asWish(PrintWriter err, String answer) {
    Interruption interruption = new Interruption();
    interruption.listen(signal -> interruption.request(err, answer));
    return interruption;
  }

  /// The first signal ends the program.
  static Interruption atOnce() {
    Interruption interruption = new Interruption();
    interruption.listen(signal -> Runtime.getRuntime().halt(EXIT_CODE));
    return interruption;
  }

  private void listen(Consumer<Signal> listener) {
    for (String name : SIGNALS) {
      try {
        Signal signal = new Signal(name);
        SignalHandler before = Signal.handle(signal, listener::accept);
        if (before == SignalHandler.SIG_IGN) {
          Signal.handle(signal, before); // `nohup`, or a job in the background
        } else {
          earlier.put(signal, before);
        }
      } catch (IllegalArgumentException unknownHere) {
        // a signal that this system does not have cannot come
      }
    }
  }

  private void request(PrintWriter err, String answer) {
    if (requested.getAndSet(true)) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    err.println();
    err.println(answer + "; Ctrl-C again ends at once");
    err.flush();
  }

  boolean requested() {
    return requested.get();
  }

  /// Stops listening.
  @Override
  public void close() {
    earlier.forEach(Signal::handle);
  }
}
