package timbrel.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

class DriverSessionTest {
  private static final AudioCallback SILENCE =
      new AudioCallback() {
        @Override
        public void midi(int frame, int status, int data1, int data2) {}

        @Override
        public void process(float[][] in, float[][] out, int frames) {}
      };

  /// What the opener gives in turn: a driver, or an exception to throw.
  private final BlockingQueue<Object> devices = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> prepared = new LinkedBlockingQueue<>();

  private final DriverSession session =
      new DriverSession(
          this::open,
          this::prepare,
          news::add,
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));

  private Driver open() {
    Object device = devices.poll();
    if (device instanceof Driver driver) {
      return driver;
    }
    throw new DriverException(device == null ? "nothing there" : device.toString());
  }

  private AudioCallback prepare(int sampleRate, int maxFrames) {
    prepared.add(sampleRate + "/" + maxFrames);
    return SILENCE;
  }

  private String nextNews() throws InterruptedException {
    return news.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void aLostDriverIsClosedAndOpenedAgain() throws InterruptedException {
    FakeDriver one = new FakeDriver(48_000, 128);
    devices.add(one);
    session.start();
    assertEquals("playing through a fake", nextNews());
    one.lose();
    assertEquals("lost the sound: a fake", nextNews());
    assertEquals("waiting for sound: nothing there", nextNews());
    assertTrue(one.isClosed());
    assertEquals(State.LOST, session.status().state());
    assertEquals("nothing there", session.status().message());
    devices.add(new FakeDriver(48_000, 64));
    assertEquals("playing through a fake", nextNews());
    assertEquals(State.RUNNING, session.status().state());
    session.close();
    assertEquals(State.ENDED, session.status().state());
  }

  /// 128 frames were prepared, 64 fit into them; 256 do not, nor does another rate.
  @Test
  void whatWasPreparedIsUsedAsLongAsItFits() throws InterruptedException {
    FakeDriver[] drivers = {
      new FakeDriver(48_000, 128), new FakeDriver(48_000, 64),
      new FakeDriver(48_000, 256), new FakeDriver(44_100, 256)
    };
    devices.add(drivers[0]);
    session.start();
    for (int i = 1; i < drivers.length; i++) {
      awaitPlaying();
      devices.add(drivers[i]);
      drivers[i - 1].lose();
    }
    awaitPlaying();
    session.close();
    assertEquals(List.of("48000/128", "48000/256", "44100/256"), List.copyOf(prepared));
  }

  private void awaitPlaying() throws InterruptedException {
    String line = nextNews();
    while (!line.startsWith("playing")) {
      line = nextNews();
    }
  }

  @Test
  void countsGoOnFromDriverToDriver() throws InterruptedException {
    FakeDriver one = new FakeDriver(48_000, 64);
    devices.add(one);
    session.start();
    awaitPlaying();
    devices.add(new FakeDriver(44_100, 64));
    one.lose();
    awaitPlaying();
    DriverStatus status = session.status();
    session.close();
    assertEquals(20, status.callbacks());
    assertEquals(2, status.xruns());
    assertEquals(4, status.lateCallbacks());
    assertEquals(49_000, status.longestGapNanos());
  }

  @Test
  void aReasonToWaitIsToldOnce() throws InterruptedException {
    devices.addAll(List.of("no cable", "no cable", "no cable", "no power", "no power"));
    devices.add(new FakeDriver(48_000, 64));
    session.startWhenPossible();
    assertEquals("waiting for sound: no cable", nextNews());
    assertEquals("waiting for sound: no power", nextNews());
    assertEquals("playing through a fake", nextNews());
    session.close();
  }

  @Test
  void whoeverWantsSoundAtOnceIsToldWhyThereIsNone() {
    devices.add("no cable");
    assertEquals("no cable", assertThrows(DriverException.class, session::start).getMessage());
    session.close();
  }

  @Test
  void whatCannotBeStartedIsClosed() {
    FakeDriver driver = FakeDriver.refusing();
    devices.add(driver);
    assertThrows(DriverException.class, session::start);
    assertTrue(driver.isClosed());
  }

  @Test
  void aDriverThatHasPlayedAllItHadEndsTheSession() throws InterruptedException {
    FakeDriver driver = new FakeDriver(48_000, 64);
    devices.add(driver);
    session.start();
    driver.end();
    session.awaitEnd();
    assertTrue(driver.isClosed());
    assertEquals(State.ENDED, session.status().state());
  }

  @Test
  void waitsGrowUpToALimit() {
    Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));
    assertEquals(Duration.ofMillis(250), backoff.before(0));
    assertEquals(Duration.ofSeconds(1), backoff.before(2));
    assertEquals(Duration.ofSeconds(4), backoff.before(5));
    assertEquals(Duration.ofSeconds(4), backoff.before(Integer.MAX_VALUE));
  }
}
