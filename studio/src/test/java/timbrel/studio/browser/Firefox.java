package timbrel.studio.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.bidi.BiDi;
import org.openqa.selenium.bidi.Command;
import org.openqa.selenium.bidi.Connection;
import org.openqa.selenium.bidi.log.Log;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;

/// Firefox without a window and without a driver between: it speaks WebDriver BiDi itself. Where
/// there is none, tests are skipped, and say so.
final class Firefox implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/firefox");
  private static final Pattern ADDRESS = Pattern.compile("BiDi listening on (ws://\\S+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Map<String, Object> NOTHING = Map.of();

  /// Sound without a click before, and nothing that needs a network.
  private static final String PREFERENCES =
      """
      user_pref("media.cubeb.backend", "pulse-rust");
      user_pref("media.autoplay.default", 0);
      user_pref("media.autoplay.blocking_policy", 0);
      user_pref("app.normandy.enabled", false);
      user_pref("browser.safebrowsing.downloads.remote.enabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("services.settings.server", "http://localhost:1");
      user_pref("toolkit.telemetry.enabled", false);
      """;

  private final Process process;
  private final BiDi bidi;
  private final String tab;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Firefox(Process process, String address) {
    this.process = process;
    ClientConfig config = ClientConfig.defaultConfig().baseUri(URI.create(address));
    HttpClient client = HttpClient.Factory.createDefault().createClient(config);
    bidi = new BiDi(new Connection(client, address + "/session"));
    send("session.new", Map.of("capabilities", NOTHING));
    tab = (String) first(send("browsingContext.getTree", NOTHING), "contexts").get("context");
    bidi.addListener(
        Log.entryAdded(),
        entry ->
            entry
                .getConsoleLogEntry()
                .filter(line -> line.getLevel().toString().equals("error"))
                .ifPresent(line -> complaints.add(line.getText())));
    bidi.addListener(
        Log.entryAdded(),
        entry -> entry.getJavascriptLogEntry().ifPresent(line -> complaints.add(line.getText())));
  }

  static void require() {
    if (!Files.isExecutable(PROGRAM)) {
      Assumptions.abort("no second browser for the studio: apt-get install firefox-esr");
    }
  }

  /// @param profile an empty folder
  /// @param sound where PulseAudio is to be found, if anywhere
  static Firefox start(Path profile, Path sound) throws IOException {
    Files.writeString(profile.resolve("user.js"), PREFERENCES);
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM.toString(),
            "--headless",
            "--no-remote",
            "--profile",
            profile.toString(),
            "--remote-debugging-port",
            "0");
    builder.environment().put("XDG_RUNTIME_DIR", sound.toString());
    builder.environment().put("PULSE_SERVER", "unix:" + sound.resolve("pulse").resolve("native"));
    Process process = builder.redirectErrorStream(true).start();
    try {
      return new Firefox(process, address(process));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Reads what Firefox says until it tells its address, and afterwards what else it says.
  private static String address(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        drain(lines);
        return address.group(1);
      }
      said.append(line).append('\n');
    }
    throw new IOException("Firefox ended: " + said);
  }

  private static void drain(BufferedReader lines) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            lines.transferTo(Writer.nullWriter());
          } catch (IOException e) {
            // it has ended
          }
        });
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> send(String method, Map<String, Object> parameters) {
    Command<Map<String, Object>> command =
        new Command<>(method, parameters, answer -> (Map<String, Object>) answer);
    return bidi.send(command, PATIENCE);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> first(Map<String, Object> answer, String list) {
    return ((List<Map<String, Object>>) answer.get(list)).getFirst();
  }

  void open(String address) {
    send("browsingContext.navigate", Map.of("context", tab, "url", address, "wait", "interactive"));
  }

  /// The value of an expression, or of what it promises: a string, a number, a truth or null.
  @SuppressWarnings("unchecked")
  Object script(String expression) {
    Map<String, Object> answer =
        send(
            "script.evaluate",
            Map.of(
                "expression", expression, "target", Map.of("context", tab), "awaitPromise", true));
    if (!"success".equals(answer.get("type"))) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return ((Map<String, Object>) answer.get("result")).get("value");
  }

  double number(String expression) {
    return ((Number) script(expression)).doubleValue();
  }

  /// Waits until the expression is true.
  void until(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Boolean.TRUE.equals(script(expression))) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never became true: " + expression);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Presses a key and lets it go.
  void press(String key) {
    List<Map<String, Object>> strokes =
        List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
    Map<String, Object> keyboard = Map.of("type", "key", "id", "keyboard", "actions", strokes);
    send("input.performActions", Map.of("context", tab, "actions", List.of(keyboard)));
  }

  void resize(int width, int height) {
    Map<String, Object> size = Map.of("width", width, "height", height);
    send("browsingContext.setViewport", Map.of("context", tab, "viewport", size));
    until("innerWidth === " + width);
  }

  void picture(Path file) throws IOException {
    Object data = send("browsingContext.captureScreenshot", Map.of("context", tab)).get("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode((String) data));
  }

  /// Errors that the page or its scripts wrote to the console.
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    try {
      send("browser.close", NOTHING);
    } finally {
      bidi.close();
      process.destroy();
      process.onExit().join(); // its profile can be deleted then
    }
  }
}
