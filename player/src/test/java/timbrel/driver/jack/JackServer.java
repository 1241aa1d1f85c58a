package timbrel.driver.jack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import timbrel.driver.DriverException;

/// A JACK server of a test's own, with the driver that plays to nobody. It waits for all clients in
/// every cycle (`-S`), so that a busy machine makes it slower instead of dropping sound.
final class JackServer implements AutoCloseable {
  private final String name;
  private Process process;

  private JackServer(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  static JackServer start(int sampleRate, int frames) {
    assumeTrue(isInstalled(), "there is no jackd: scripts/ci-setup or apt-get install jackd2");
    String name = "timbrel-test-" + UUID.randomUUID().toString().substring(0, 8);
    JackServer server = new JackServer(name, run(name, sampleRate, frames));
    server.awaitReady();
    return server;
  }

  static boolean isInstalled() {
    return JackLibrary.find().isPresent()
        && Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "jackd")));
  }

  private static Process run(String name, int sampleRate, int frames) {
    List<String> command =
        List.of(
            "jackd",
            "-n",
            name,
            "-r",
            "-S",
            "--no-mlock",
            "-t",
            "20000",
            "-d",
            "dummy", //
            "-r",
            "" + sampleRate,
            "-p",
            "" + frames);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  private void awaitReady() {
    Await.until("a JACK server", this::answers);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("jackd ended with " + process.exitValue());
    }
    try (JackClient probe = JackClient.open("probe", name)) {
      return probe.bufferSize() > 0;
    } catch (DriverException notYet) {
      return false;
    }
  }

  /// Ends it without giving it a chance to say goodbye.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Returns at once. To look whether it is ready would take a client, and opening one deletes
  /// those that are left over from the dead server ([JackClient#open]).
  void restart(int sampleRate, int frames) {
    process = run(name, sampleRate, frames);
  }

  /// A server that was killed is started once more, by the same name: JACK remembers eight, those
  /// that never said goodbye among them until one of the same name comes, and then starts no more.
  @Override
  public void close() {
    if (!process.isAlive()) {
      process = run(name, 48_000, 256);
      awaitReady();
    }
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
