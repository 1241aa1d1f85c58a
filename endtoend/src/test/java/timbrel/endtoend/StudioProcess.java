package timbrel.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;

/// The studio as a musician has it: a process of its own, which starts others to import and to
/// learn. In the place of the launcher is a script that starts the classes of this build.
final class StudioProcess {
  private final Path script;
  private final Path folder;
  private Process process;
  private String address;

  /// @param parent where the script lies
  /// @param folder of the musician
  StudioProcess(Path parent, Path folder) {
    requireTrainingLibraries();
    this.folder = folder;
    script = parent.resolve("timbrel");
    write(script);
  }

  private static void requireTrainingLibraries() {
    String place = "org/bytedeco/pytorch/" + Loader.getPlatform() + "/";
    if (StudioProcess.class.getClassLoader().getResource(place) == null) {
      Assumptions.abort("no training library for this computer: libtorch is not published for it");
    }
  }

  private static void write(Path script) {
    Path repository = Path.of("").toAbsolutePath().getParent();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("@" + repository.resolve("scripts").resolve("jvm.args"));
    line.addAll(
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.maxbytes=0",
            "-Dorg.bytedeco.javacpp.cachedir=" + repository.resolve(".timbrel").resolve("native"),
            "-Dtimbrel.command=" + script,
            "-cp",
            System.getProperty("java.class.path"),
            "timbrel.cli.Main"));
    StringBuilder text = new StringBuilder("#!/bin/sh\nexec");
    line.forEach(word -> text.append(" '").append(word).append('\''));
    try {
      Files.writeString(script, text.append(" \"$@\"\n"));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts it, or starts it again at the address that it had.
  StudioProcess start() {
    String port = address == null ? "0" : address.replaceAll("\\D+$", "").replaceAll(".*:", "");
    try {
      process =
          new ProcessBuilder(
                  script.toString(),
                  "studio",
                  "--no-browser",
                  "--port",
                  port,
                  "--folder",
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader lines = process.inputReader();
      StringBuilder said = new StringBuilder();
      String line = lines.readLine();
      while (line != null && !line.contains("http://")) {
        said.append(line).append('\n');
        line = lines.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("the studio did not start: " + said);
      }
      address = line.substring(line.indexOf("http://"));
      Thread.ofVirtual().start(() -> lines.lines().forEach(System.out::println));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  /// As when the power goes, but for the runs, which are processes of their own.
  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
