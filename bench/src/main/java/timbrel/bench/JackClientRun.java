package timbrel.bench;

import java.util.Locale;
import java.util.Optional;
import timbrel.control.Mapping;
import timbrel.driver.CallbackWatch;
import timbrel.driver.Connections;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus;
import timbrel.driver.jack.JackDriver;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;
import timbrel.engine.ControlPort;
import timbrel.instrument.Instrument;
import timbrel.realtime.RealTime;
import timbrel.session.PlaySession;

/// One client of a JACK server for some seconds, in a process of its own: the player with the
/// starter, 16 pads struck in turn, 50 hits a second; or a client that does nothing. Prints what
/// the driver counted, in the words that [UnderrunBench] reads.
///
/// Arguments: `player` or `null`, server, seconds.
public final class JackClientRun {
  private static final long HIT_PERIOD_MILLIS = 20;
  private static final int WARM_UP_SECONDS = 5;

  private JackClientRun() {}

  public static void main(String[] arguments) throws InterruptedException {
    String client = arguments[0];
    int seconds = Integer.parseInt(arguments[2]);
    DriverRequest request =
        new DriverRequest("timbrel", arguments[1], 48_000, 64, 0, Connections.USUAL);
    try (JackDriver driver = JackDriver.open(request)) {
      if (client.equals("player")) {
        play(driver, seconds);
      } else {
        driver.start(new Silence());
        Thread.sleep(1000L * WARM_UP_SECONDS);
        report(driver, () -> Thread.sleep(1000L * seconds));
      }
    }
  }

  private static void play(JackDriver driver, int seconds) throws InterruptedException {
    PlaySession.Request request =
        new PlaySession.Request(
            Instrument.open(Instrument.STARTER).withoutWeights(),
            true,
            true,
            1,
            Mapping.standard(),
            Optional.empty());
    try (PlaySession session = new PlaySession(request)) {
      ControlPort port = session.newPort();
      driver.start(session.prepare(driver.sampleRate(), driver.maxFrames()));
      strike(port, WARM_UP_SECONDS);
      report(driver, () -> strike(port, seconds));
    }
  }

  private static void strike(ControlPort port, int seconds) throws InterruptedException {
    for (int hit = 0; hit < seconds * 1000 / HIT_PERIOD_MILLIS; hit++) {
      port.send(Control.HIT, hit % Control.PADS, 0, 0.5f + hit % 8 / 16f);
      Thread.sleep(HIT_PERIOD_MILLIS);
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  /// Counts are differences; the longest gap and the times are those since the start.
  private static void report(JackDriver driver, Work work) throws InterruptedException {
    DriverStatus before = driver.status();
    work.run();
    DriverStatus after = driver.status();
    CallbackWatch watch = driver.watch();
    System.out.printf(
        Locale.ROOT,
        "xruns %d late %d callbacks %d gap_us %d busy50_us %.1f busy999_us %.1f busymax_us %.1f%n",
        after.xruns() - before.xruns(),
        after.lateCallbacks() - before.lateCallbacks(),
        after.callbacks() - before.callbacks(),
        after.longestGapNanos() / 1000,
        watch.busyNanos(0.5) / 1e3,
        watch.busyNanos(0.999) / 1e3,
        watch.busyNanos(1) / 1e3);
  }

  private static final class Silence implements AudioCallback {
    @Override
    @RealTime
    public void midi(int frame, int status, int data1, int data2) {}

    @Override
    @RealTime
    public void process(float[][] in, float[][] out, int frames) {}
  }
}
