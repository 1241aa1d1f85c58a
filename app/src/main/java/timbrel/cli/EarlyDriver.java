package timbrel.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import timbrel.driver.Driver;
import timbrel.driver.DriverException;

/// Opens the driver while the instrument is being read: each takes a few tenths of a second.
final class EarlyDriver implements Supplier<Driver>, AutoCloseable {
  private final Supplier<Driver> opener;
  private @Nullable CompletableFuture<Driver> early;

  /// @param opener opens the driver, then and whenever it is asked again
  EarlyDriver(Supplier<Driver> opener) {
    this.opener = opener;
    CompletableFuture<Driver> opening = new CompletableFuture<>();
    early = opening;
    Thread.ofPlatform().name("timbrel-open").daemon().start(() -> open(opener, opening));
  }

  private static void open(Supplier<Driver> opener, CompletableFuture<Driver> opening) {
    try {
      opening.complete(opener.get());
    } catch (RuntimeException e) {
      opening.completeExceptionally(e);
    }
  }

  /// The driver that was opened early; later, a new one each time.
  @Override
  public Driver get() {
    CompletableFuture<Driver> opening = take();
    if (opening == null) {
      return opener.get();
    }
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof DriverException known ? known : e;
    }
  }

  private synchronized @Nullable CompletableFuture<Driver> take() {
    CompletableFuture<Driver> opening = early;
    early = null;
    return opening;
  }

  /// Closes the driver if nobody has asked for it.
  @Override
  public void close() {
    CompletableFuture<Driver> opening = take();
    if (opening != null) {
      opening.thenAccept(Driver::close);
    }
  }
}
