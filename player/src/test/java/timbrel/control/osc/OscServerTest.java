package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static timbrel.control.RecordingSink.action;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.control.RecordingSink;
import timbrel.control.RecordingSink.Action;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.engine.PortReader;

/// The server, as one who sends to it and listens to it sees it.
class OscServerTest {
  private static final long NANOS = 1_000_000_000L;

  private final PortReader engine = new PortReader();
  private final List<String> commands = new ArrayList<>();
  private volatile long now = 1_800_000_000L * NANOS;
  private OscServer server;
  private OscPeer peer;

  @BeforeEach
  void open() throws IOException {
    server =
        OscServer.start(
            OscEndpoint.parse("0"),
            new OscServer.About(List.of("kick", "snare", "hi hat"), "tiny", "1.0"),
            engine.port(),
            new Commands(),
            List.of(),
            () -> now);
    peer = new OscPeer(server.port());
  }

  @AfterEach
  void close() {
    server.close();
    peer.close();
  }

  private final class Commands implements OscCommands {
    @Override
    public List<String> loadSet(String name) {
      if (name.equals("none")) {
        throw new IllegalStateException("there is no set 'none'");
      }
      commands.add("load " + name);
      return List.of("pad 3: no gong");
    }

    @Override
    public void saveSet(String name) {
      commands.add("save " + name);
    }

    @Override
    public void learn(String target) {
      commands.add("learn " + target);
    }

    @Override
    public void stopLearning() {
      commands.add("stop");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/timbrel/pad/3/hit, '', HIT, 2, 0, 1",
    "/timbrel/pad/3/hit, 0.25, HIT, 2, 0, 0.25",
    "/timbrel/hit, 16, HIT, 15, 0, 1",
    "/timbrel/pad/16/tune, -3.5, TUNE, 15, 0, -3.5",
    "/timbrel/pad/1/knob/brightness, 0.7, KNOB, 0, 4, 0.7",
    "/timbrel/all/knob/pitch, 1, KNOB, -1, 1, 1",
    "/timbrel/all/variation, 0, VARIATION, -1, 0, 0",
    "/timbrel/pad/2/keep, 1, FREEZE, 1, 0, 1",
    "/timbrel/pad/2/morph, 0.5, MORPH, 1, -1, 0.5",
    "/timbrel/pad/2/class, 1, CLASS, 1, 1, 1",
    "/timbrel/pad/2/group, 3, CHOKE_GROUP, 1, 3, 1",
    "/timbrel/pad/2/choke, '', CHOKE, 1, 0, 1",
    "/timbrel/pad/2/reroll, 1, REROLL, 1, 0, 1",
    "/timbrel/all/reroll, '', REROLL, -1, 0, 1",
    "/timbrel/master, 0.5, MASTER_LEVEL, -1, 0, 0.5",
    "/timbrel/openness, 0, OPENNESS, -1, 0, 0",
    "/timbrel/off, '', ALL_OFF, -1, 0, 1",
  })
  void anAddressDoesWhatItSays(
      String address, String value, Control control, int pad, int index, float expected) {
    OscBytes message = OscBytes.message(address, value.isEmpty() ? "," : ",f");
    peer.send(value.isEmpty() ? message : message.float32(Float.parseFloat(value)));
    assertEquals(List.of(action(control, pad, index, expected)), played(1));
  }

  @Test
  void aNumberMayBeOfAnyType() {
    peer.send(OscBytes.message("/timbrel/pad/1/level", ",i").int32(2));
    peer.send(OscBytes.message("/timbrel/pad/1/level", ",h").int64(1));
    peer.send(OscBytes.message("/timbrel/pad/1/level", ",d").int64(Double.doubleToLongBits(0.5)));
    peer.send(OscBytes.message("/timbrel/pad/1/keep", ",T"));
    peer.send(OscBytes.message("/timbrel/pad/1/keep", ",F"));
    assertEquals(List.of(2f, 1f, 0.5f, 1f, 0f), played(5).stream().map(Action::value).toList());
  }

  @Test
  void nilLeavesAKnobToTheModel() {
    peer.send(OscBytes.message("/timbrel/pad/1/knob/pitch", ",N"));
    assertEquals(List.of(action(Control.KNOB, 0, 1, Float.NaN)), played(1));
  }

  @Test
  void classesAreNamed() {
    peer.send(OscBytes.message("/timbrel/pad/1/class", ",s").text("hi hat"));
    peer.send(OscBytes.message("/timbrel/pad/1/morph", ",sf").text("snare").float32(0.3f));
    assertEquals(
        List.of(action(Control.CLASS, 0, 2, 1), action(Control.MORPH, 0, 1, 0.3f)), played(2));
  }

  @Test
  void aPatternReachesAllThatItMatches() {
    peer.send(OscBytes.message("/timbrel/pad/1[0-2]/{level,pan}", ",f").float32(0.5f));
    List<Action> actions = played(6);
    assertEquals(List.of(9, 9, 10, 10, 11, 11), actions.stream().map(Action::pad).toList());
  }

  @Test
  void aButtonThatIsLetGoDoesNothing() {
    peer.send(OscBytes.message("/timbrel/pad/1/hit", ",f").float32(0));
    peer.send(OscBytes.message("/timbrel/pad/1/reroll", ",i").int32(0));
    peer.send(OscBytes.message("/timbrel/pad/1/hit", ",i").int32(1));
    assertEquals(List.of(action(Control.HIT, 0, 0, 1)), played(1));
  }

  @Test
  void aBundleIsPlayedWhenItsTimeHasCome() {
    long due = now + NANOS / 2;
    peer.send(at(due, "/timbrel/pad/2/hit"));
    peer.send(at(due - NANOS / 4, "/timbrel/pad/1/hit"));
    awaitMessages(2);
    assertEquals(List.of(), playedSoFar());
    now = due - 1;
    assertEquals(List.of(action(Control.HIT, 0, 0, 1)), played(1));
    now = due;
    assertEquals(List.of(action(Control.HIT, 1, 0, 1)), played(1));
  }

  @Test
  void aBundleThatComesLateIsPlayedAtOnceAndCounted() {
    peer.send(at(now - NANOS, "/timbrel/pad/2/hit"));
    assertEquals(List.of(action(Control.HIT, 1, 0, 1)), played(1));
    assertEquals(1, server.status().late());
  }

  @Test
  void aBundleFromAWrongClockIsLostAndCounted() {
    peer.send(at(now + 86_400 * NANOS, "/timbrel/pad/2/hit"));
    awaitMessages(1);
    assertEquals(1, server.status().lost());
  }

  @Test
  void aValueIsToldToWhoAsks() {
    server.listener().changed(Control.TUNE, 4, 0, -2.5f);
    server.listener().changed(Control.CLASS, 4, 2, 1);
    peer.send(OscBytes.message("/timbrel/pad/5/tune", ","));
    assertEquals("/timbrel/pad/5/tune -2.5", peer.receive());
    peer.send(OscBytes.message("/timbrel/pad/5/class", ","));
    assertEquals("/timbrel/pad/5/class hi hat", peer.receive());
  }

  @Test
  void followersAreToldOfChanges() {
    peer.send(OscBytes.message("/timbrel/subscribe", ","));
    List<String> all = peer.receiveUntil("/timbrel/pad/16/keep");
    assertTrue(all.size() > 16 * 17, all.size() + " values at the beginning");

    server.listener().changed(Control.KNOB, 0, Knob.NOISE.ordinal(), 0.25f);
    assertEquals("/timbrel/pad/1/knob/noise 0.25", peer.receive());
    server.listener().changed(Control.KNOB, 0, Knob.NOISE.ordinal(), Float.NaN);
    assertEquals("/timbrel/pad/1/knob/noise nil", peer.receive());
    server.listener().changed(Control.HIT, 6, 0, 0.5f);
    assertEquals("/timbrel/pad/7/hit 0.5", peer.receive());
    server.listener().changed(Control.MORPH, 6, 1, 0.5f);
    assertEquals("/timbrel/pad/7/morph snare 0.5", peer.receive());
    server.listener().changed(Control.MORPH, 6, -1, 0.75f);
    assertEquals("/timbrel/pad/7/morph snare 0.75", peer.receive());
    server.listener().changed(Control.MASTER_LEVEL, Control.ALL_PADS, 0, 0.5f);
    assertEquals("/timbrel/master 0.5", peer.receive());
  }

  @Test
  void whoUnsubscribesIsToldNothingMore() {
    peer.send(OscBytes.message("/timbrel/subscribe", ","));
    peer.receiveUntil("/timbrel/pad/16/keep");
    peer.send(OscBytes.message("/timbrel/unsubscribe", ","));
    peer.send(OscBytes.message("/timbrel/ping", ","));
    assertEquals("/timbrel/pong", peer.receive());
    server.listener().changed(Control.TUNE, 0, 0, 1);
    peer.send(OscBytes.message("/timbrel/ping", ","));
    assertEquals("/timbrel/pong", peer.receive());
  }

  @Test
  void aControllerMayListenAtAnotherPortThanItSendsFrom() throws IOException {
    try (OscPeer listener = new OscPeer(server.port())) {
      peer.send(OscBytes.message("/timbrel/subscribe", ",i").int32(listener.port()));
      listener.receiveUntil("/timbrel/pad/16/keep");
    }
  }

  @Test
  void theServerSaysWhatItIs() {
    peer.send(OscBytes.message("/timbrel/info", ","));
    assertEquals("/timbrel/info 1.0 tiny", peer.receive());
    peer.send(OscBytes.message("/timbrel/classes", ","));
    assertEquals("/timbrel/class 0 kick", peer.receive());
    assertEquals("/timbrel/class 1 snare", peer.receive());
    assertEquals("/timbrel/class 2 hi hat", peer.receive());
  }

  @Test
  void setsAndLearningAreAskedForByMessage() {
    peer.send(OscBytes.message("/timbrel/set/load", ",s").text("friday"));
    assertEquals("/timbrel/remark pad 3: no gong", peer.receive());
    assertEquals("/timbrel/set/loaded friday", peer.receive());
    peer.send(OscBytes.message("/timbrel/set/save", ",s").text("friday"));
    assertEquals("/timbrel/set/saved friday", peer.receive());
    peer.send(OscBytes.message("/timbrel/learn", ",s").text("knob pitch"));
    assertEquals("/timbrel/learning knob pitch", peer.receive());
    peer.send(OscBytes.message("/timbrel/set/load", ",s").text("none"));
    assertEquals("/timbrel/error /timbrel/set/load there is no set 'none'", peer.receive());
    assertEquals(List.of("load friday", "save friday", "learn knob pitch"), commands);
  }

  @ParameterizedTest
  @CsvSource({
    "/timbrel/pad/17/hit, no such address",
    "/timbrel/pad/x*/hit, no such address",
    "/timbrel, no such address",
    "/other, no such address",
    "/timbrel/all/hit, no such address",
    "/timbrel/all/tune, wrong arguments",
    "/timbrel/set/load, wrong arguments",
    "/timbrel/hit, wrong arguments",
  })
  void whatMeansNothingIsRefused(String address, String reason) {
    peer.send(OscBytes.message(address, ","));
    assertEquals("/timbrel/error %s %s".formatted(address, reason), peer.receive());
    assertEquals(1, server.status().refused());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aNumberThatIsNoneIsRefused(float value) {
    peer.send(OscBytes.message("/timbrel/pad/1/tune", ",f").float32(value));
    assertEquals("/timbrel/error /timbrel/pad/1/tune a number that is none", peer.receive());
    peer.send(OscBytes.message("/timbrel/pad/1/hit", ",f").float32(value));
    peer.receive();
    assertEquals(List.of(), playedSoFar());
  }

  @Test
  void malformedPacketsAreCountedAndPlayGoesOn() {
    peer.send(new OscBytes().raw((byte) 1, (byte) 2, (byte) 3));
    assertEquals("/timbrel/error packet not a multiple of 4 bytes long", peer.receive());
    peer.send(OscBytes.message("/timbrel/pad/1/hit", ",f"));
    peer.receive();
    peer.send(OscBytes.message("/timbrel/pad/1/hit", ","));
    assertEquals(List.of(action(Control.HIT, 0, 0, 1)), played(1));
    OscStatus status = server.status();
    assertEquals(2, status.malformed());
    assertEquals(OscFault.CUT_OFF, status.lastFault());
  }

  /// Nobody empties the ring: what is too much is lost and counted, and the server goes on.
  @Test
  void aFloodIsCounted() {
    int sent = 5000;
    for (int i = 0; i < sent; i++) {
      peer.send(OscBytes.message("/timbrel/pad/1/hit", ","));
    }
    peer.send(OscBytes.message("/timbrel/ping", ","));
    assertEquals("/timbrel/pong", peer.receive());
    OscStatus status = server.status();
    int held = playedSoFar().size();
    assertTrue(held >= 1000 && held < sent, held + " held");
    assertEquals(status.messages() - 1, held + status.lost());
    assertEquals(engine.port().dropped(), status.lost());
  }

  @Test
  void anAddressThatIsTakenIsSaid() {
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> start("127.0.0.1:" + server.port()));
    assertTrue(e.getMessage().startsWith("OSC cannot listen at 127.0.0.1:" + server.port()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "x", "localhost:", ":9000", "1:2x", "123456"})
  void anAddressThatIsNoneIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> OscEndpoint.parse(text));
  }

  @Test
  void withoutAHostOnlyThisComputerIsHeard() {
    assertEquals(new OscEndpoint("127.0.0.1", 9000), OscEndpoint.parse("9000"));
    assertEquals(new OscEndpoint("0.0.0.0", 9000), OscEndpoint.parse("0.0.0.0:9000"));
  }

  private void start(String endpoint) {
    OscServer.start(
        OscEndpoint.parse(endpoint),
        new OscServer.About(List.of(), "", ""),
        engine.port(),
        new Commands(),
        List.of());
  }

  private static OscBytes at(long nanos, String address) {
    return OscBytes.bundle(OscTimeTag.ofNanosSince1970(nanos))
        .element(OscBytes.message(address, ",").bytes());
  }

  /// Waits for as many actions; what never comes fails by the deadline.
  private List<Action> played(int count) {
    RecordingSink sink = new RecordingSink();
    OscPeer.await(() -> {
      engine.read(sink);
      return sink.actions().size() >= count;
    });
    while (engine.read(sink)) {}
    return sink.actions();
  }

  private List<Action> playedSoFar() {
    RecordingSink sink = new RecordingSink();
    while (engine.read(sink)) {}
    return sink.actions();
  }

  private void awaitMessages(int count) {
    OscPeer.await(() -> server.status().messages() == count);
  }
}
