package timbrel.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

class GuardTest {
  @TempDir static Path folder;
  private static StudioServer server;
  private static final List<Throwable> unexpected = new ArrayList<>();

  @BeforeAll
  static void start() {
    server =
        StudioServer.start(Workspace.open(folder), new Launcher(List.of()), 0, unexpected::add);
  }

  @AfterAll
  static void stop() {
    server.close();
    assertEquals(List.of(), unexpected);
  }

  private static String host() {
    return "Host: 127.0.0.1:" + server.port();
  }

  private static int get(String path, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1"));
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    return RawHttp.status(server.port(), lines.toArray(String[]::new));
  }

  @Test
  void thePageAndTheApiAnswerTheirOwnName() throws IOException {
    assertEquals(200, get("/", host()));
    assertEquals(200, get("/api/v1", host()));
    assertEquals(200, get("/api/v1", "Host: localhost:" + server.port()));
    assertEquals(200, get("/api/v1", "Host: [::1]:" + server.port()));
  }

  @Test
  void aForeignNameForThisComputerGetsNothing() throws IOException {
    int port = server.port();
    assertEquals(403, get("/", "Host: evil.example"));
    assertEquals(403, get("/", "Host: evil.example:" + port));
    assertEquals(403, get("/api/v1", "Host: 127.0.0.1.evil.example:" + port));
    assertEquals(403, get("/api/v1", "Host: 127.0.0.1"));
    assertEquals(403, get("/api/v1", "Host: 127.0.0.1:" + (port + 1)));
    assertNotEquals(200, get("/api/v1", "Host: user@127.0.0.1:" + port));
    assertNotEquals(200, get("/api/v1"));
    assertNotEquals(200, get("/api/v1", host(), "Host: evil.example"));
  }

  @Test
  void anotherSiteInTheSameBrowserGetsNothing() throws IOException {
    assertEquals(403, get("/api/v1", host(), "Origin: http://evil.example"));
    assertEquals(403, get("/api/v1", host(), "Origin: null"));
    assertEquals(403, get("/api/v1", host(), "Origin: https://127.0.0.1:" + server.port()));
    assertEquals(403, get("/api/v1", host(), "Origin: http://127.0.0.1:" + (server.port() + 1)));
    assertEquals(403, get("/api/v1", host(), "Sec-Fetch-Site: cross-site"));
    assertEquals(403, get("/api/v1", host(), "Sec-Fetch-Site: same-site"));
    assertEquals(200, get("/api/v1", host(), "Sec-Fetch-Site: same-origin"));
    assertEquals(200, get("/api/v1", host(), "Origin: http://127.0.0.1:" + server.port()));
  }

  private static int open(String... headers) throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "GET /api/v1/live HTTP/1.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    lines.addAll(List.of(headers));
    return RawHttp.status(server.port(), lines.toArray(String[]::new));
  }

  @Test
  void theWebSocketOpensForThePageAlone() throws IOException {
    assertEquals(101, open(host(), "Origin: http://127.0.0.1:" + server.port()));
    assertEquals(101, open(host()));
    assertEquals(403, open(host(), "Origin: http://evil.example"));
    assertEquals(403, open(host(), "Origin: null"));
    assertEquals(403, open("Host: evil.example:" + server.port()));
    assertEquals(403, open(host(), "Sec-Fetch-Site: cross-site"));
  }

  @Test
  void everyAnswerCarriesTheStrictPolicy() throws IOException {
    for (String path : List.of("/", "/app.js", "/api/v1", "/nowhere")) {
      String head =
          RawHttp.head(server.port(), "GET " + path + " HTTP/1.1", host(), "Connection: close");
      assertTrue(head.contains("Content-Security-Policy: default-src 'none'"), head);
      assertTrue(head.contains("X-Content-Type-Options: nosniff"), head);
      assertTrue(head.contains("Cross-Origin-Resource-Policy: same-origin"), head);
      assertFalse(head.contains("unsafe"), head);
      assertFalse(head.contains("Access-Control-Allow-Origin"), head);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/..\\..\\etc\\passwd",
        "//etc/passwd",
        "/style.css/../../secret.timbrel",
        "/api/v1/instruments/..%2Fsecret",
        "/api/v1/instruments/%2e%2e%2fsecret",
        "/api/v1/instruments/..",
        "/api/v1/instruments/%00",
        "/api/v1/instruments/..%5csecret",
        "/api/v1/instruments/a%2fb",
        "/api/v1/instruments/~root",
        "/api/v1/instruments/con"
      })
  void noPathLeadsOutOfTheWorkspace(String path) throws IOException {
    Files.writeString(folder.resolve("secret.timbrel"), "secret");
    int status = get(path, host());
    assertTrue(status == 400 || status == 404, path + " gave " + status);
  }

  @Test
  void whatIsNoHttpIsSentAway() throws IOException {
    assertNotEquals(200, RawHttp.status(server.port(), "\u0016\u0003\u0001\u0002 tls?"));
    assertNotEquals(200, RawHttp.status(server.port(), "GET /" + "a".repeat(100_000), host()));
    String manyHeaders = ("X: " + "y".repeat(1000) + "\r\n").repeat(100);
    assertNotEquals(200, get("/", host(), manyHeaders + "Z: z"));
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedBeforeTheyAreRead() throws IOException {
    String[] announced = {
      "POST /api/v1/instruments/starter/hits HTTP/1.1", host(), "Content-Length: 2000000000"
    };
    assertEquals(413, RawHttp.status(server.port(), announced));
    String[] film = {
      "PUT /api/v1/sounds/mine/files?name=film.mp4 HTTP/1.1", host(), "Content-Length: 2147483648"
    };
    assertEquals(413, RawHttp.status(server.port(), film));
  }

  @Test
  void nobodyOutsideOfThisComputerReachesIt() throws IOException {
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : card.inetAddresses().toList()) {
        if (!address.isLoopbackAddress()) {
          assertFalse(isOpen(address), "open at " + address);
        }
      }
    }
  }

  private static boolean isOpen(InetAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, server.port()), 1000);
      return true;
    } catch (ConnectException
        | java.net.SocketTimeoutException
        | java.net.NoRouteToHostException e) {
      return false;
    }
  }
}
