package timbrel.studio.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.Sound;
import timbrel.codec.CodecDescription;
import timbrel.instrument.Instrument;
import timbrel.studio.play.WavBytes;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

class PlayApiTest {
  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final List<Throwable> unexpected = new ArrayList<>();
  private static StudioServer server;

  @BeforeAll
  static void start() {
    server =
        StudioServer.start(Workspace.open(folder), new Launcher(List.of()), 0, unexpected::add);
  }

  @AfterAll
  static void stop() {
    server.close();
    CLIENT.close();
    assertEquals(List.of(), unexpected);
  }

  private static HttpResponse<byte[]> post(String path, String json)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/api/v1%s".formatted(server.port(), path));
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(json)).build();
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  private static String problem(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject().get("problem").getAsString();
  }

  @Test
  void theSameWishGivesTheSameHit() throws Exception {
    String wish = "{\"classes\": {\"kick\": 1}, \"seed\": 7}";
    HttpResponse<byte[]> first = post("/instruments/starter/hits", wish);
    assertEquals(200, first.statusCode());
    assertArrayEquals(first.body(), post("/instruments/starter/hits", wish).body());
    Sound sound = WavBytes.read(first.body()).mono();
    JsonObject facts =
        JsonParser.parseString(first.headers().firstValue("Timbrel-Hit").orElseThrow())
            .getAsJsonObject();
    assertEquals(sound.length(), facts.get("samples").getAsInt());
    assertEquals("kick", facts.get("class").getAsString());
  }

  @Test
  void aWishThatMakesNoSenseIsRefusedByTheNameOfItsField() throws Exception {
    record Case(String json, String problem) {}
    for (Case c :
        List.of(
            new Case("{\"seed\": 1.5}", "seed is 1.5, expected a whole number"),
            new Case("{}", "seed is missing"),
            new Case("{\"seed\": 1, \"variation\": 2}", "variation is 2, expected a number"),
            new Case("{\"seed\": 1, \"knobs\": {\"pitch\": 1e999}}", "knobs.pitch is 1e999"),
            new Case(
                "{\"seed\": 1, \"knobs\": {\"size\": 0}}", "knobs is 'size', expected some of"),
            new Case("{\"seed\": 1, \"classes\": {\"cowbell\": 1}}", "class 'cowbell', expected"),
            new Case("{\"seed\": 1, \"classes\": []}", "classes is [], expected an object"),
            new Case("{\"seed\": NaN}", "the request is not JSON"),
            new Case("[".repeat(1000), "the request is not JSON"),
            new Case("", "the request"))) {
      HttpResponse<byte[]> response = post("/instruments/starter/hits", c.json());
      assertEquals(400, response.statusCode(), c.json());
      assertTrue(problem(response).startsWith(c.problem()), problem(response));
    }
    assertEquals(404, post("/instruments/nobody/hits", "{\"seed\": 1}").statusCode());
  }

  /// What came over a WebSocket, in order.
  private static final class Inbox implements WebSocket.Listener {
    private final BlockingQueue<JsonObject> headers = new LinkedBlockingQueue<>();
    private final BlockingQueue<float[]> samples = new LinkedBlockingQueue<>();
    private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        headers.add(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] chunk = new byte[part.remaining()];
      part.get(chunk);
      bytes.writeBytes(chunk);
      if (last) {
        take(ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
        bytes.reset();
      }
      socket.request(1);
      return null;
    }

    private void take(ByteBuffer message) {
      byte[] header = new byte[message.getInt()];
      message.get(header);
      float[] sound = new float[message.remaining() / Float.BYTES];
      message.asFloatBuffer().get(sound);
      samples.add(sound);
      String json = new String(header, StandardCharsets.UTF_8);
      headers.add(JsonParser.parseString(json).getAsJsonObject());
    }

    JsonObject next() throws InterruptedException {
      return java.util.Objects.requireNonNull(headers.poll(60, TimeUnit.SECONDS), "no answer");
    }
  }

  private static WebSocket connect(Inbox inbox) {
    URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/live");
    return CLIENT.newWebSocketBuilder().buildAsync(uri, inbox).join();
  }

  private static String wish(int id, int round) {
    return ("{'id': %d, 'slot': 3, 'round': %d, 'instrument': 'starter', 'codes': true,"
            + " 'hit': {'classes': {'snare': 1}, 'seed': %d}}")
        .replace('\'', '"')
        .formatted(id, round, id);
  }

  @Test
  void hitsComeOverTheWebSocketAsTheyComeOverHttp() throws Exception {
    Inbox inbox = new Inbox();
    WebSocket socket = connect(inbox);
    socket.sendText(wish(5, 1), true).join();
    JsonObject header = inbox.next();
    float[] samples = inbox.samples.remove();
    assertEquals(5, header.get("id").getAsInt());
    assertEquals(samples.length, header.get("samples").getAsInt());
    CodecDescription codec = Instrument.open("starter").card().codec();
    assertEquals(codec.codebooks(), header.getAsJsonArray("codes").size());
    assertEquals(codec.codebookSize(), header.get("codebookSize").getAsInt());
    HttpResponse<byte[]> http =
        post("/instruments/starter/hits", "{\"classes\": {\"snare\": 1}, \"seed\": 5}");
    assertArrayEquals(WavBytes.read(http.body()).channels()[0], samples);
    socket.abort();
  }

  @Test
  void aMessageThatMakesNoSenseIsAnsweredAndTheLineStaysOpen() throws Exception {
    Inbox inbox = new Inbox();
    WebSocket socket = connect(inbox);
    socket.sendText("{\"id\": 1}", true).join();
    assertTrue(inbox.next().get("problem").getAsString().startsWith("slot is missing"));
    socket.sendText("nonsense", true).join();
    assertEquals("the request is not JSON", inbox.next().get("problem").getAsString());
    socket.sendText(wish(2, 1).replace("starter", "nobody"), true).join();
    assertTrue(inbox.next().get("problem").getAsString().contains("no instrument 'nobody'"));
    socket.sendText(wish(3, 1), true).join();
    assertEquals(3, inbox.next().get("id").getAsInt());
    socket.abort();
  }

  @Test
  void whatALaterRoundHasMadeVoidIsNotMade() throws Exception {
    Inbox inbox = new Inbox();
    WebSocket socket = connect(inbox);
    for (int id = 0; id < 40; id++) {
      socket.sendText(wish(id, 1), true).join();
    }
    socket.sendText(wish(99, 2), true).join();
    int answers = 0;
    int id;
    do {
      id = inbox.next().get("id").getAsInt();
      answers++;
    } while (id != 99);
    assertTrue(answers < 30, answers + " answers");
    socket.abort();
  }

  @Test
  void aFloodOfWishesIsRefusedAfterAWhile() throws Exception {
    Inbox inbox = new Inbox();
    WebSocket socket = connect(inbox);
    for (int id = 0; id < 400; id++) {
      socket.sendText(wish(id, 1), true).join();
    }
    JsonObject answer;
    do {
      answer = inbox.next();
    } while (!answer.has("problem"));
    assertTrue(answer.get("problem").getAsString().contains("hits are waiting"));
    socket.abort();
  }

  @Test
  void thePageIsLight() {
    long weight = new Page().weight();
    assertTrue(weight < 300_000, weight + " bytes");
  }
}
