package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static timbrel.control.RecordingSink.action;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import timbrel.control.RecordingSink;
import timbrel.engine.Control;
import timbrel.engine.PortReader;

/// With the tools of liblo, the reference implementation that most programs use: `oscsend` sends
/// and `oscdump` listens. The continuous integration installs them (`scripts/ci-setup`).
class LibloTest {
  private static final String HOST = "127.0.0.1";
  private static final int SECONDS = 20;

  private final PortReader engine = new PortReader();
  private OscServer server;

  @BeforeAll
  static void findTheTools() {
    assumeTrue(runs("oscsend") && runs("oscdump"), "liblo's oscsend and oscdump are not installed");
  }

  private static boolean runs(String tool) {
    try {
      Process process = new ProcessBuilder(tool).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void open() {
    server = start(List.of());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OscServer start(List<InetSocketAddress> followers) {
    return OscServer.start(
        OscEndpoint.parse("0"),
        new OscServer.About(List.of("kick", "hi hat"), "tiny", "1.0"),
        engine.port(),
        new NoCommands(),
        followers);
  }

  private static final class NoCommands implements OscCommands {
    @Override
    public List<String> loadSet(String name) {
      return List.of();
    }

    @Override
    public void saveSet(String name) {}

    @Override
    public void learn(String target) {}

    @Override
    public void stopLearning() {}
  }

  @Test
  void whatOscsendSendsIsPlayed() throws Exception {
    oscsend("/timbrel/pad/3/hit", "f", "0.5");
    oscsend("/timbrel/pad/3/hit");
    oscsend("/timbrel/pad/1/tune", "i", "-3");
    oscsend("/timbrel/pad/1/level", "d", "0.25");
    oscsend("/timbrel/pad/2/keep", "T");
    oscsend("/timbrel/pad/2/knob/pitch", "N");
    oscsend("/timbrel/pad/2/class", "s", "hi hat");
    oscsend("/timbrel/pad/{15,16}/pan", "h", "1");
    RecordingSink sink = new RecordingSink();
    OscPeer.await(() -> {
      engine.read(sink);
      return sink.actions().size() == 9;
    });
    assertEquals(
        List.of(
            action(Control.HIT, 2, 0, 0.5f),
            action(Control.HIT, 2, 0, 1),
            action(Control.TUNE, 0, 0, -3),
            action(Control.LEVEL, 0, 0, 0.25f),
            action(Control.FREEZE, 1, 0, 1),
            action(Control.KNOB, 1, 1, Float.NaN),
            action(Control.CLASS, 1, 1, 1),
            action(Control.PAN, 14, 0, 1),
            action(Control.PAN, 15, 0, 1)),
        sink.actions());
    assertEquals(0, server.status().malformed());
  }

  @Test
  void whatChangesIsShownByOscdump() throws Exception {
    int port = freePort();
    Process dump =
        new ProcessBuilder(
                "timeout", Integer.toString(SECONDS), "oscdump", "-L", Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(dump.getInputStream(), StandardCharsets.UTF_8))) {
      untilListening(port, lines);
      server.listener().changed(Control.TUNE, 4, 0, -2.5f);
      assertEquals("/timbrel/pad/5/tune f -2.500000", next(lines, "/tune"));
      server.listener().changed(Control.CLASS, 4, 1, 1);
      assertEquals("/timbrel/pad/5/class s \"hi hat\"", next(lines, "/class"));
      server.listener().changed(Control.FREEZE, 4, 0, 1);
      assertEquals("/timbrel/pad/5/keep i 1", next(lines, "/pad/5/keep"));
      server.listener().changed(Control.KNOB, 4, 4, Float.NaN);
      assertTrue(next(lines, "/pad/5/knob/brightness").contains(" N"));
    } finally {
      dump.destroy();
    }
  }

  /// Subscribes again and again: `oscdump` does not say when it has begun to listen. Then goes past
  /// all that came.
  private void untilListening(int port, BufferedReader lines) throws Exception {
    for (int tries = 0; !lines.ready(); tries++) {
      assertTrue(tries < 500, "oscdump hears nothing");
      oscsend("/timbrel/subscribe", "i", Integer.toString(port));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    OscPeer.await(() -> server.status().followers() == 1);
    server.listener().changed(Control.MASTER_LEVEL, Control.ALL_PADS, 0, 0.125f);
    String line = next(lines, "/master");
    while (!line.endsWith("0.125000")) {
      assertTrue(line.startsWith("/"), "oscdump has ended");
      line = next(lines, "/master");
    }
  }

  /// The next line about this, without its time.
  private static String next(BufferedReader lines, String about) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(about)) {
      line = lines.readLine();
    }
    return String.valueOf(line).replaceFirst("^[^/]*", "");
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private void oscsend(String... message) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("oscsend", HOST, Integer.toString(server.port())));
    command.addAll(List.of(message));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
  }
}
