package timbrel.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import timbrel.driver.Connections;
import timbrel.driver.DriverException;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus.State;

/// Plays through a real server to a real client.
class JackDriverTest {
  private static final int RATE = 48_000;
  private static final int BLOCK = 512;
  private static final int ENOUGH = 40 * BLOCK;

  private final Probe probe = new Probe();
  private JackServer server;

  @BeforeEach
  void startServer() {
    server = JackServer.start(RATE, BLOCK);
  }

  @AfterEach
  void stopServer() {
    if (server != null) { // none where there is no jackd, and each test is skipped
      server.close();
    }
  }

  private JackDriver open(String outputs, String midi, String inputs) {
    Connections connections = new Connections(outputs, midi, inputs);
    return JackDriver.open(
        new DriverRequest("timbrel", server.name(), RATE, BLOCK, 2, connections));
  }

  @Test
  void everySampleArrivesAtTheClientThatIsConnected() {
    try (Peer recorder = Peer.join(server);
        JackDriver driver = open("peer:", "none", "none")) {
      driver.start(probe);
      Await.until("sound", () -> recorder.frames() > ENOUGH && last(recorder, 0) > ENOUGH);
      assertCountsUp(recorder.recorded(0));
    }
  }

  private static float last(Peer recorder, int side) {
    float[] samples = recorder.recorded(side);
    return samples.length == 0 ? 0 : samples[samples.length - 1];
  }

  /// From the first sound on, each sample is one more than the one before.
  private static void assertCountsUp(float[] samples) {
    int first = 0;
    while (samples[first] == 0) {
      first++;
    }
    for (int i = first + 1; i < samples.length; i++) {
      assertEquals(samples[i - 1] % Peer.WRAP + 1, samples[i], "after " + i);
    }
  }

  @Test
  void controlVoltagesArriveSampleBySample() {
    try (Peer sender = Peer.join(server);
        JackDriver driver = open("none", "none", "peer:")) {
      driver.start(probe);
      Await.until("voltages", () -> probe.frames() > ENOUGH && probe.voltage(ENOUGH) > 0);
      for (int i = ENOUGH - 10 * BLOCK; i < ENOUGH; i++) {
        assertEquals((probe.voltage(i - 1) + 1) % Peer.WRAP, probe.voltage(i), "frame " + i);
      }
      assertTrue(sender.frames() > 0);
    }
  }

  /// The sender's voltage says at which of its frames it sent what.
  @Test
  void eventsArriveAtTheirFramesAndOthersThanChannelMessagesDoNot() {
    try (Peer sender = Peer.join(server);
        JackDriver driver = open("none", "peer:notes", "peer:voltage")) {
      driver.start(probe);
      Await.until("events", () -> probe.events().length > 100);
      int checked = 0;
      for (int[] event : probe.events()) {
        if (event[0] < probe.frames() && probe.voltage(event[0]) > 0) {
          int frame = (int) probe.voltage(event[0]);
          assertEquals(0, frame % Peer.EVENT_PERIOD, "frame of the sender");
          assertEquals(0x99, event[1]);
          assertEquals(frame / Peer.EVENT_PERIOD % 128, event[2]);
          checked++;
        }
      }
      assertTrue(checked > 50, checked + " events");
      assertTrue(sender.frames() > 0);
    }
  }

  /// Prepared for 512, asked for 2048: four blocks, and events stay where they were.
  @Test
  void longerCyclesAreRenderedInBlocksOfWhatWasPrepared() {
    try (Peer peer = Peer.join(server);
        JackDriver driver = open("none", "peer:notes", "peer:voltage")) {
      driver.start(probe);
      Await.until("blocks", () -> probe.frames() > 0);
      assertTrue(peer.client().requestBufferSize(4 * BLOCK));
      int before = probe.frames();
      Await.until("longer cycles", () -> driver.status().message().contains("2048 frames"));
      Await.until("events", () -> probe.frames() > before + 60 * BLOCK);
      assertEquals(BLOCK, probe.longestBlock());
      int events = 0;
      for (int[] event : probe.events()) {
        if (event[0] > before + 20 * BLOCK && event[0] < probe.frames()) {
          assertEquals(0, (int) probe.voltage(event[0]) % Peer.EVENT_PERIOD);
          events++;
        }
      }
      assertTrue(events > 100, events + " events");
      assertTrue(peer.client().requestBufferSize(BLOCK / 4));
      int now = probe.frames();
      Await.until("shorter cycles", () -> probe.frames() > now + ENOUGH);
    }
  }

  @Test
  void withoutBeingToldItPlaysToTheDevices() {
    try (Peer peer = Peer.join(server);
        JackDriver driver = open("all", "all", "all")) {
      driver.start(probe);
      Await.until(
          "connections",
          () ->
              Ports.connected(peer.client(), "timbrel:out_left", "system:playback_1")
                  && Ports.connected(peer.client(), "timbrel:out_right", "system:playback_2")
                  && Ports.connected(peer.client(), "timbrel:cv_1", "system:capture_1")
                  && Ports.connected(peer.client(), "timbrel:cv_2", "system:capture_2"));
      assertFalse(Ports.connected(peer.client(), "timbrel:out_left", "peer:left"));
    }
  }

  @Test
  void whatAppearsLaterIsConnectedAndWhatWasPulledOutStaysOut() {
    try (JackDriver driver = open("none", "peer", "none")) {
      driver.start(probe);
      Await.until("blocks", () -> probe.frames() > ENOUGH);
      try (Peer late = Peer.join(server)) {
        Await.until(
            "the late keyboard",
            () -> Ports.connected(late.client(), "peer:notes", "timbrel:midi_in"));
        Ports.disconnect(late.client(), "peer:notes", "timbrel:midi_in");
        int events = probe.events().length;
        int now = probe.frames();
        Await.until("two seconds", () -> probe.frames() > now + 2 * RATE);
        assertFalse(Ports.connected(late.client(), "peer:notes", "timbrel:midi_in"));
        assertTrue(probe.events().length < events + RATE / Peer.EVENT_PERIOD);
      }
    }
  }

  @Test
  void aCallbackThatFailsIsSilentAndSaid() {
    try (Peer recorder = Peer.join(server);
        JackDriver driver = open("peer:", "none", "none")) {
      driver.start(probe);
      Await.until("sound", () -> last(recorder, 0) > 0);
      probe.failFromNowOn();
      Await.until("silence", () -> last(recorder, 0) == 0);
      assertEquals(State.RUNNING, driver.status().state());
      assertTrue(driver.status().message().contains("planted"), driver.status().message());
    }
  }

  @Test
  void theStatusCountsBlocksAndKnowsTheServer() {
    try (JackDriver driver = open("none", "none", "none")) {
      assertEquals(RATE, driver.sampleRate());
      assertEquals(BLOCK, driver.maxFrames());
      assertEquals(State.OPEN, driver.status().state());
      driver.start(probe);
      Await.until("blocks", () -> driver.status().callbacks() > 20);
      assertEquals("JACK as timbrel, 48000 Hz, 512 frames", driver.status().message());
      assertTrue(driver.status().longestGapNanos() >= 9_000_000, "a period is 10.7 ms");
      driver.close();
      assertEquals(State.ENDED, driver.status().state());
    }
  }

  @Test
  void twoPlayersMayHaveTheSameName() {
    try (JackDriver one = open("none", "none", "none");
        JackDriver two = open("none", "none", "none")) {
      one.start(probe);
      two.start(new Probe());
      Await.until("blocks", () -> two.status().callbacks() > 5 && one.status().callbacks() > 5);
      assertTrue(two.status().message().startsWith("JACK as timbrel-01"), two.status().message());
    }
  }

  @Test
  void aServerThatDoesNotRunIsAMessageThatSaysWhatToDo() {
    DriverRequest request =
        new DriverRequest("timbrel", "timbrel-nobody", RATE, BLOCK, 0, Connections.USUAL);
    DriverException e = assertThrows(DriverException.class, () -> JackDriver.open(request));
    assertTrue(e.getMessage().contains("no JACK server 'timbrel-nobody' runs"), e.getMessage());
    assertTrue(e.getMessage().contains("jackd -d alsa"), e.getMessage());
  }

  @Test
  void aServerThatGoesAwayIsNoticedAndTheClientCanBeClosed() throws InterruptedException {
    try (JackDriver driver = open("none", "none", "none")) {
      driver.start(probe);
      Await.until("blocks", () -> probe.frames() > 0);
      server.kill();
      Await.until("the loss", () -> driver.status().state() == State.LOST);
      assertTrue(driver.status().message().contains("JACK"), driver.status().message());
    }
  }
}
