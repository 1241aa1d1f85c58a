package timbrel.studio.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/// A sound server of one's own that plays to nobody, in real time: Firefox starts its audio thread
/// only where there is a loudspeaker.
final class NullSound implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/pulseaudio");
  private static final long PATIENCE_MILLIS = 10_000;

  private final Process server;

  private NullSound(Process server) {
    this.server = server;
  }

  static void require() {
    if (!Files.isExecutable(PROGRAM)) {
      Assumptions.abort("no sound for Firefox: apt-get install pulseaudio");
    }
  }

  /// @param folder an empty one, where clients are to look for the server
  static NullSound start(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM.toString(),
            "-n",
            "--exit-idle-time=-1",
            "-L",
            "module-null-sink",
            "-L",
            "module-native-protocol-unix auth-anonymous=1");
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process server =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    Path socket = folder.resolve("pulse").resolve("native");
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!Files.exists(socket)) {
      if (!server.isAlive() || System.currentTimeMillis() > end) {
        server.destroy();
        throw new IOException(Files.readString(folder.resolve("server.log")));
      }
      pause();
    }
    return new NullSound(server);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its folder can be deleted afterwards.
  @Override
  public void close() {
    server.destroy();
    server.onExit().join();
  }
}
