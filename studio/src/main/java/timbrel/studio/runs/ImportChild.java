package timbrel.studio.runs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An import under way: `timbrel import`, which decodes what came from outside in a process of its
/// own, with limits of time and memory.
final class ImportChild {
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int LINES_OF_LOG = 4;

  private final Process process;
  private final Path log;
  private volatile int done;
  private volatile int total;

  private ImportChild(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ImportChild start(Launcher launcher, Path folder) {
    Path log = folder.resolve("import.log");
    SafeFiles.replace(log, "");
    SafeFiles.deleteTree(folder.resolve("hits"));
    List<String> arguments =
        List.of(
            "import",
            folder.resolve("raw").toString(),
            "-o",
            folder.resolve("hits").toString(),
            "--json");
    ImportChild child = new ImportChild(launcher.bounded(log, arguments), log);
    Thread.ofVirtual().start(child::read);
    Thread.ofVirtual().start(child::limit);
    return child;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      process.destroyForcibly(); // nobody listens any more
    }
  }

  private void take(String line) {
    try {
      if (JsonParser.parseString(line) instanceof JsonObject json && json.has("total")) {
        done = json.get("done").getAsInt();
        total = json.get("total").getAsInt();
      }
    } catch (JsonParseException e) {
      // not for us
    }
  }

  private void limit() {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        stop();
      }
    } catch (InterruptedException e) {
      stop();
    }
  }

  void stop() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  String state() {
    return process.isAlive() ? "checking" : process.exitValue() == 0 ? "checked" : "failed";
  }

  void describe(JsonObject json) {
    json.addProperty("done", done);
    json.addProperty("total", total);
    String said = SafeFiles.lastLines(log, LINES_OF_LOG);
    if (process.isAlive()) {
      json.addProperty("message", said);
    } else if (process.exitValue() != 0) {
      json.addProperty("problem", said.isEmpty() ? "the import ended unexpectedly" : said);
    }
  }
}
