package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavFile;
import timbrel.control.Mapping;
import timbrel.control.osc.OscEndpoint;
import timbrel.control.osc.OscServer;
import timbrel.driver.wav.WavDriver;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// From what a musician sends to the samples that come out. All is held against one rendering: pad
/// 1 struck with full force at the first sample.
class PlayControlsTest extends CommandLineTest {
  private static final int RATE = 48_000;
  private static final int LENGTH = RATE / 2;

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 2048})
  void aMidiFilePutsEachOnsetAtItsSampleAtAnyBlockSize(int block) throws IOException {
    float[] first = render("--midi", song(0), "--block", 64);
    float[] later = render("--midi", song(137), "--block", block);
    assertShifted(first, later, 137 * RATE / 1000);
  }

  @Test
  void aMidiFileThatWasCutInHalfPlaysWhatIsWholeAndSaysSo() throws IOException {
    byte[] whole = Files.readAllBytes(song(0));
    Path half = Files.write(folder.resolve("half.mid"), Arrays.copyOf(whole, whole.length - 3));
    Path out = folder.resolve("half.wav");
    Outcome outcome = runWell(arguments(out, "--midi", half));
    assertTrue(outcome.err().contains("half.mid: track 1 is cut off after"), outcome.err());
    assertArrayEquals(render("--midi", song(0)), WavFile.read(out).channels()[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 1000})
  void aGateStrikesAtItsSampleLikeANote(int block) throws IOException {
    Path map = Files.writeString(folder.resolve("cv.map"), "cv 2 gate pad 1\n");
    float[] gate = new float[LENGTH];
    Arrays.fill(gate, 1234, 2000, 0.5f);
    Path volts = wav("gate.wav", new float[LENGTH], gate);
    float[] played = render("--cv-in", volts, "--map", map, "--block", block);
    assertShifted(render("--midi", song(0)), played, 1234);
  }

  @Test
  void aVoltageThatIsNoNumberIsSaidAndPlayGoesOn() throws IOException {
    Path map = Files.writeString(folder.resolve("cv.map"), "cv 1 gate pad 1\ncv 2 tune\n");
    float[] gate = new float[LENGTH];
    Arrays.fill(gate, 0, 100, 0.5f);
    gate[50] = Float.NaN;
    float[] tune = new float[LENGTH];
    Arrays.fill(tune, 0.25f); // the middle of 0V..5V: no tuning
    tune[3] = Float.POSITIVE_INFINITY;
    Path out = folder.resolve("nan.wav");
    Outcome outcome =
        runWell(arguments(out, "--cv-in", wav("nan-in.wav", gate, tune), "--map", map));
    assertTrue(
        outcome.err().contains("control voltages: 2 samples so far were no numbers"),
        outcome.err());
    assertArrayEquals(render("--midi", song(0)), WavFile.read(out).channels()[0]);
  }

  @Test
  void voltagesOfAnotherRateAreRefused() throws IOException {
    Path volts = wav("gate.wav", new float[10]);
    assertFails(
        ExitCodes.USAGE,
        "give --rate 48000",
        "play",
        tiny,
        "--driver",
        "wav:" + folder.resolve("x.wav"),
        "--cv-in",
        volts,
        "--rate",
        44_100);
  }

  @Test
  void anOscMessageSoundsInTheNextBlock() throws Exception {
    Path out = folder.resolve("osc.wav");
    PlaySession.Request request =
        new PlaySession.Request(
            Instrument.open(tiny.toString()),
            false,
            false,
            7,
            Mapping.standard(),
            Optional.empty());
    try (PlaySession session = new PlaySession(request)) {
      OscRequestsOfSession requests = new OscRequestsOfSession(session, request.instrument());
      OscServer.About about = new OscServer.About(List.of(), "tiny", "1");
      try (OscServer server =
          OscServer.start(OscEndpoint.parse("0"), about, session.newPort(), requests, List.of())) {
        var callback = session.prepare(RATE, 64);
        send(server, "/timbrel/pad/1/hit\0\0,\0\0\0");
        try (WavDriver driver =
            WavDriver.open(
                out, SampleFormat.PCM_24, RATE, 64, new WavDriver.Length(LENGTH, LENGTH))) {
          driver.start(callback);
          driver.awaitEnd();
        }
      }
    }
    assertArrayEquals(render("--midi", song(0)), WavFile.read(out).channels()[0]);
  }

  @Test
  void aSetBringsBackWhatItSays() throws IOException {
    Path set = Files.writeString(folder.resolve("my.set"), "pad 1 level 0\nmidi note 60 pad 1\n");
    float[] silent = render("--midi", song(0), "--set", set);
    assertArrayEquals(new float[silent.length], silent);
    Path map = Files.writeString(folder.resolve("my.map"), "midi clear\n");
    float[] deaf = render("--midi", song(0), "--map", map);
    assertArrayEquals(new float[deaf.length], deaf);
  }

  @Test
  void aSetForOtherClassesPlaysAndSaysWhatIsMissing() throws IOException {
    Path set = Files.writeString(folder.resolve("my.set"), "pad 1 class gong\n");
    Path out = folder.resolve("out.wav");
    Outcome outcome = runWell(arguments(out, "--midi", song(0), "--set", set));
    assertTrue(outcome.err().contains("pad 1: this instrument has no class 'gong'"), outcome.err());
    assertArrayEquals(render("--midi", song(0)), WavFile.read(out).channels()[0]);
  }

  private static void assertShifted(float[] first, float[] later, int samples) {
    assertFalse(Arrays.equals(first, new float[first.length]), "silence");
    float[] expected = new float[later.length];
    System.arraycopy(first, 0, expected, samples, expected.length - samples);
    assertArrayEquals(expected, later);
  }

  private float[] render(Object... options) {
    Path out = folder.resolve("rendered.wav");
    runWell(arguments(out, options));
    return WavFile.read(out).channels()[0];
  }

  private Object[] arguments(Path out, Object... options) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("play", tiny, "--driver", "wav:" + out, "--seed", 7));
    arguments.addAll(List.of("--seconds", (double) LENGTH / RATE));
    arguments.addAll(List.of(options));
    return arguments.toArray();
  }

  /// Note 36 with full force after some milliseconds.
  private Path song(int milliseconds) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String header = "MThd\0\0\0\6\0\0\0\1\1\u00f4MTrk\0\0\0\11"; // 500 ticks in half a second
    bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(0x80 | milliseconds >> 7);
    bytes.write(milliseconds & 0x7F);
    bytes.writeBytes(new byte[] {(byte) 0x99, 36, 127, 0, (byte) 0xFF, 0x2F, 0});
    return Files.write(folder.resolve("song%d.mid".formatted(milliseconds)), bytes.toByteArray());
  }

  /// 32-bit floating point, which may also hold what is no number.
  private Path wav(String name, float[]... channels) throws IOException {
    int frames = channels[0].length;
    int dataBytes = 4 * channels.length * frames;
    ByteBuffer out = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + dataBytes);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 3).putShort((short) channels.length).putInt(RATE);
    out.putInt(4 * channels.length * RATE).putShort((short) (4 * channels.length));
    out.putShort((short) 32);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(dataBytes);
    for (int t = 0; t < frames; t++) {
      for (float[] channel : channels) {
        out.putFloat(channel[t]);
      }
    }
    return Files.write(folder.resolve(name), out.array());
  }

  private static void send(OscServer server, String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, loopback, server.port()));
    }
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (server.status().messages() == 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000);
    }
    assertEquals(1, server.status().messages());
  }
}
