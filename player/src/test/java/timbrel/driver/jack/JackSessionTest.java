package timbrel.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import timbrel.driver.Backoff;
import timbrel.driver.Connections;
import timbrel.driver.DriverChoice;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverSession;
import timbrel.driver.DriverStatus.State;

/// A server that is killed under a player, and comes back.
class JackSessionTest {
  private final List<String> news = new CopyOnWriteArrayList<>();
  private final List<String> prepared = new CopyOnWriteArrayList<>();
  private final List<Probe> probes = new CopyOnWriteArrayList<>();

  private DriverSession session(JackServer server) {
    DriverRequest request =
        new DriverRequest("timbrel", server.name(), 48_000, 256, 0, Connections.USUAL);
    DriverSession.Preparation preparation =
        (sampleRate, maxFrames) -> {
          prepared.add(sampleRate + " Hz, " + maxFrames + " frames");
          probes.add(new Probe());
          return probes.getLast();
        };
    return new DriverSession(
        DriverChoice.best(List.of(new JackProvider()), request),
        preparation,
        news::add,
        new Backoff(Duration.ofMillis(50), Duration.ofMillis(400)));
  }

  @Test
  void playingGoesOnWhenTheServerIsBack() throws InterruptedException {
    try (JackServer server = JackServer.start(48_000, 256);
        DriverSession session = session(server)) {
      session.start();
      Await.until("sound", () -> probes.getLast().frames() > 0);
      server.kill();
      Await.until("the loss", () -> session.status().state() == State.LOST);
      Await.until("being waited for", () -> said("waiting for sound: no JACK server"));
      long callbacks = session.status().callbacks();
      int frames = probes.getLast().frames();

      server.restart(48_000, 256);
      Await.until("sound again", () -> probes.getLast().frames() > frames);
      assertEquals(List.of("48000 Hz, 256 frames"), prepared);
      Await.until("counting on", () -> session.status().callbacks() > callbacks);
      assertEquals(State.RUNNING, session.status().state());

      server.kill();
      Await.until("the loss", () -> session.status().state() == State.LOST);
      server.restart(44_100, 512);
      Await.until("another player", () -> probes.size() == 2 && probes.getLast().frames() > 0);
      assertEquals(List.of("48000 Hz, 256 frames", "44100 Hz, 512 frames"), prepared);
    }
    assertTrue(said("lost the sound: "), news.toString());
    assertTrue(said("playing through JACK as timbrel, 44100 Hz, 512 frames"), news.toString());
  }

  private boolean said(String beginning) {
    return news.stream().anyMatch(line -> line.startsWith(beginning));
  }

  @Test
  void aComputerThatHasJustBeenSwitchedOnWaitsForItsServer() throws InterruptedException {
    try (JackServer server = JackServer.start(48_000, 256)) {
      server.kill();
      try (DriverSession session = session(server)) {
        session.startWhenPossible();
        Await.until("being waited for", () -> said("waiting for sound: "));
        server.restart(48_000, 256);
        Await.until("sound", () -> !probes.isEmpty() && probes.getLast().frames() > 0);
      }
    }
  }
}
