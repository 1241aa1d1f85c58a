package timbrel.driver;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

/// Keeps playing through a device that goes away and comes back.
///
/// A lost driver is closed and opened again, after longer and longer waits. What it drives stays as
/// it is, and is prepared anew only when the device that came back has another rate or longer
/// blocks.
public final class DriverSession implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  /// Makes what is driven, prewarmed for a device. Called before sound starts, on a thread that may
  /// take its time.
  public interface Preparation {
    AudioCallback prepare(int sampleRate, int maxFrames);
  }

  private record Prepared(AudioCallback callback, int sampleRate, int maxFrames) {
    boolean fits(Driver driver) {
      return driver.sampleRate() == sampleRate && driver.maxFrames() <= maxFrames;
    }
  }

  private final Supplier<Driver> opener;
  private final Preparation preparation;
  private final Consumer<String> news;
  private final Backoff backoff;
  private final Thread thread = Thread.ofPlatform().name("timbrel-session").unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);

  private @Nullable Prepared prepared;
  private volatile @Nullable Driver driver;
  private volatile DriverStatus earlier = DriverStatus.NONE;
  private volatile String waitingFor = "not started";

  /// @param opener opens the driver, or throws a [DriverException]
  /// @param news is told in a line when sound starts, is lost, or is waited for; on another thread
  public DriverSession(
      Supplier<Driver> opener, Preparation preparation, Consumer<String> news, Backoff backoff) {
    this.opener = opener;
    this.preparation = preparation;
    this.news = news;
    this.backoff = backoff;
  }

  /// Plays at once.
  ///
  /// @throws DriverException if there is no driver
  public void start() {
    play(opener.get());
    thread.start();
  }

  /// Plays as soon as there is a driver, as a computer needs that has just been switched on.
  public void startWhenPossible() {
    thread.start();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        if (driver == null) {
          openPatiently();
        } else if (watch(driver)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      waitingFor = "the session failed: " + e;
      news.accept(waitingFor);
    } finally {
      closeDriver();
    }
  }

  /// Until there is a driver, or the session is closed. A reason is told once.
  private void openPatiently() {
    String told = "";
    for (int attempt = 0; closing.getCount() > 0 && driver == null; attempt++) {
      try {
        play(opener.get());
      } catch (DriverException e) {
        waitingFor = Objects.requireNonNullElse(e.getMessage(), "no driver");
        if (!waitingFor.equals(told)) {
          told = waitingFor;
          news.accept("waiting for sound: " + told);
        }
        pause(backoff.before(attempt));
      }
    }
  }

  /// Prepares and starts; closes what cannot be started.
  private void play(Driver opened) {
    try {
      Prepared ready = prepared;
      if (ready == null || !ready.fits(opened)) {
        int rate = opened.sampleRate();
        int frames = opened.maxFrames();
        ready = new Prepared(preparation.prepare(rate, frames), rate, frames);
        prepared = ready;
      }
      opened.start(ready.callback());
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    driver = opened;
    news.accept("playing through " + opened.status().message());
  }

  /// Returns when the driver is lost (false) or the session has come to its end (true).
  private boolean watch(Driver running) {
    while (!pause(Duration.ofMillis(LOOK_MILLIS))) {
      DriverStatus status = running.status();
      if (status.state() == State.ENDED) {
        return true;
      }
      if (status.state() == State.LOST) {
        waitingFor = status.message();
        news.accept("lost the sound: " + status.message());
        closeDriver();
        return false;
      }
    }
    return true;
  }

  private void closeDriver() {
    Driver closed = driver;
    if (closed != null) {
      earlier = closed.status().after(earlier);
      driver = null;
      closed.close();
    }
  }

  /// True when the session was closed meanwhile.
  private boolean pause(Duration time) {
    try {
      return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
      return true;
    }
  }

  /// Of the driver that runs, counting what the ones before it had counted.
  public DriverStatus status() {
    Driver running = driver;
    return running == null
        ? earlier.in(thread.isAlive() ? State.LOST : State.ENDED, waitingFor)
        : running.status().after(earlier);
  }

  /// Returns when the driver has played all it had, or the session was closed.
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }

  /// Returns when the driver is closed.
  @Override
  public void close() {
    waitingFor = "closed";
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    closeDriver();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
