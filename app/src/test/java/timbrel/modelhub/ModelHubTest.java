package timbrel.modelhub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a hub on this computer.
class ModelHubTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final ModelName NAME = new ModelName("facebook", "encodec_24khz");

  @TempDir private Path folder;
  private HttpServer server;
  private final byte[] config = "{\"model_type\": \"encodec\"}".getBytes(StandardCharsets.UTF_8);
  private final byte[] weights = new byte[200_000];
  private final List<String> notes = new ArrayList<>();
  private final List<String> ranges = new ArrayList<>();
  private int cutAfter = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) (i * 31 >> 3);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listing(hash("SHA-256", weights), hash("SHA-1", blob(config)));
    String files = "/" + NAME + "/resolve/" + COMMIT + "/";
    server.createContext(files + "config.json", exchange -> answer(exchange, config));
    server.createContext(files + "model.safetensors", exchange -> answer(exchange, weights));
    server.start();
  }

  private void listing(String weightsHash, String configHash) {
    String text =
        """
        {"sha": "%s", "cardData": {"license": "mit"}, "siblings": [
          {"rfilename": "config.json", "size": %d, "blobId": "%s"},
          {"rfilename": "pytorch_model.bin", "size": 5, "blobId": "%s"},
          {"rfilename": "model.safetensors", "size": %d, "blobId": "%s",
           "lfs": {"sha256": "%s", "size": %d}}]}
        """
            .formatted(
                COMMIT,
                config.length,
                configHash,
                configHash,
                weights.length,
                configHash,
                weightsHash,
                weights.length);
    String path = "/api/models/" + NAME + "/revision/main";
    server.createContext(path, exchange -> answer(exchange, text.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, byte[] all) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null) {
      ranges.add(range);
      from = Integer.parseInt(range.replaceAll("[^0-9]", ""));
    }
    byte[] rest = Arrays.copyOfRange(all, from, all.length);
    exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
    int length = Math.min(rest.length, cutAfter);
    cutAfter = Integer.MAX_VALUE;
    exchange.getResponseBody().write(rest, 0, length);
    exchange.getResponseBody().flush();
    if (length < rest.length) {
      throw new IOException("cut");
    }
    exchange.close();
  }

  private ModelHub hub() {
    return hub("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private ModelHub hub(String endpoint) {
    ModelCaches caches = new ModelCaches(folder.resolve("models"), Map.of(), folder);
    return new ModelHub(caches, endpoint, notes::add, (file, done, total) -> {});
  }

  @Test
  void aModelIsDownloadedOnceWithItsLicenceShown() throws IOException {
    Path model = hub().folder(NAME);
    assertArrayEquals(config, Files.readAllBytes(model.resolve("config.json")));
    assertArrayEquals(weights, Files.readAllBytes(model.resolve("model.safetensors")));
    assertFalse(Files.exists(model.resolve("pytorch_model.bin")), "only what is needed");
    assertTrue(notes.getFirst().contains("licence: mit"), notes.toString());
    server.stop(0);
    assertEquals(model, hub().folder(NAME), "the second time without the hub");
  }

  @Test
  void aDownloadThatWasInterruptedGoesOnWhereItEnded() throws IOException {
    hub(); // the listing and the configuration come whole; the weights are cut
    cutWeights(70_000);
    HubException cut = assertThrows(HubException.class, () -> hub().folder(NAME));
    assertTrue(String.valueOf(cut.getMessage()).contains("encodec_24khz"), cut.toString());
    assertFalse(Files.exists(folder.resolve("models/facebook/encodec_24khz")), "not half a model");
    Path model = hub().folder(NAME);
    assertArrayEquals(weights, Files.readAllBytes(model.resolve("model.safetensors")));
    assertEquals(1, ranges.size(), "asked for the rest: " + ranges);
  }

  private void cutWeights(int after) {
    String path = "/" + NAME + "/resolve/" + COMMIT + "/model.safetensors";
    server.removeContext(path);
    server.createContext(
        path,
        exchange -> {
          cutAfter = exchange.getRequestHeaders().containsKey("Range") ? cutAfter : after;
          answer(exchange, weights);
        });
  }

  @Test
  void weightsThatArriveDamagedAreRefused() {
    server.removeContext("/api/models/" + NAME + "/revision/main");
    listing(hash("SHA-256", config), hash("SHA-1", blob(config)));
    HubException e = assertThrows(HubException.class, () -> hub().folder(NAME));
    assertTrue(String.valueOf(e.getMessage()).contains("checksum"), e.toString());
    assertFalse(Files.exists(folder.resolve("models/facebook/encodec_24khz")));
  }

  @Test
  void withoutNetworkThereIsOneLineThatSaysWhatToDo() {
    server.stop(0);
    HubException e = assertThrows(HubException.class, () -> hub().folder(NAME));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("is not on this computer"), message);
    assertTrue(message.contains("name a model folder instead"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aModelThatIsNotThereIsSaidToBeMissing() {
    ModelName other = new ModelName("nobody", "nothing");
    HubException e = assertThrows(HubException.class, () -> hub().folder(other));
    assertTrue(String.valueOf(e.getMessage()).contains("no such public model"), e.toString());
  }

  @Test
  void theSharedCacheIsLookedIntoFirst() throws IOException {
    Path cache = folder.resolve("elsewhere/hub");
    Path snapshot = cache.resolve("models--facebook--encodec_24khz/snapshots/abc");
    Files.createDirectories(snapshot);
    Files.write(snapshot.resolve("config.json"), config);
    Files.createDirectories(cache.resolve("models--facebook--encodec_24khz/refs"));
    Files.writeString(cache.resolve("models--facebook--encodec_24khz/refs/main"), "abc\n");
    for (Map<String, String> environment :
        List.of(
            Map.of("HF_HOME", folder.resolve("elsewhere").toString()),
            Map.of("HUGGINGFACE_HUB_CACHE", cache.toString()),
            Map.of("HF_HUB_CACHE", cache.toString()))) {
      ModelCaches caches = new ModelCaches(folder.resolve("models"), environment, folder);
      assertEquals(snapshot, caches.find(NAME).orElseThrow());
    }
    assertTrue(new ModelCaches(folder.resolve("models"), Map.of(), folder).find(NAME).isEmpty());
  }

  @Test
  void onlyTwoPartsWithoutTricksAreAName() {
    assertEquals(NAME, ModelName.parse("facebook/encodec_24khz").orElseThrow());
    for (String text : List.of("a", "a/b/c", "../b", "a/..", "/b", "a/", "a b/c", "a/.hidden")) {
      assertTrue(ModelName.parse(text).isEmpty(), text);
    }
  }

  private static byte[] blob(byte[] content) {
    byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return all;
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
