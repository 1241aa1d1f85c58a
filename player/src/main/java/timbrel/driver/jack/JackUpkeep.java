package timbrel.driver.jack;

import java.util.function.Consumer;
import timbrel.driver.CallbackWatch;

/// Once a second: connects what has appeared, and notices when the server has fallen silent. One
/// whose device was pulled out may stay there and just never call again.
final class JackUpkeep implements AutoCloseable {
  private static final long PERIOD_MILLIS = 1000;
  private static final int MOST_SILENT_PERIODS = 3;

  private final JackConnector connector;
  private final CallbackWatch watch;
  private final Consumer<String> silent;
  private final Thread thread;

  /// @param silent is told the reason when the server has fallen silent
  JackUpkeep(JackConnector connector, CallbackWatch watch, Consumer<String> silent) {
    this.connector = connector;
    this.watch = watch;
    this.silent = silent;
    thread = Thread.ofPlatform().daemon().name("timbrel-jack-upkeep").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long callbacks = -1;
    int silentPeriods = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        connector.refresh();
        Thread.sleep(PERIOD_MILLIS);
        silentPeriods = watch.callbacks() == callbacks ? silentPeriods + 1 : 0;
        callbacks = watch.callbacks();
        if (silentPeriods >= MOST_SILENT_PERIODS) {
          silent.accept("JACK has not asked for sound for %d s".formatted(silentPeriods));
          return;
        }
      }
    } catch (InterruptedException closed) {
      // The end of the thread is what was wanted.
    }
  }

  /// Returns when the thread has ended: it uses a client that is about to be closed.
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
