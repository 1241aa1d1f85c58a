package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Runs the real program, in this JVM, on a tiny instrument.
abstract class CommandLineTest {
  @TempDir Path folder;
  Path tiny;

  record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void writeTheInstrument() {
    tiny = TinyInstrumentFile.write(folder.resolve("tiny.timbrel"));
  }

  static Outcome run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
    int exitCode =
        Main.run(
            texts,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Outcome runWell(Object... args) {
    Outcome outcome = run(args);
    assertEquals(ExitCodes.OK, outcome.exitCode(), outcome.err());
    return outcome;
  }

  /// One clear line, no stack trace, nothing on standard output.
  static void assertFails(int exitCode, String complaint, Object... args) {
    Outcome outcome = run(args);
    assertEquals(exitCode, outcome.exitCode(), outcome.err());
    List<String> lines = outcome.err().lines().toList();
    assertTrue(lines.getFirst().startsWith("timbrel: "), outcome.err());
    assertTrue(lines.getFirst().contains(complaint), outcome.err());
    assertEquals(exitCode == ExitCodes.USAGE ? 2 : 1, lines.size(), outcome.err());
    assertEquals("", outcome.out());
  }

  static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
