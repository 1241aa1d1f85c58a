package timbrel.studio.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import timbrel.studio.json.BadRequestException;

/// Starts Timbrel's other commands as processes of their own.
///
/// @param command what starts Timbrel: the path of its launcher; empty when it is not known
public record Launcher(List<String> command) {
  /// The terminal's Ctrl-C and its end are for the server; a run goes on. It yields to whoever
  /// plays.
  private static final String DETACHED = "trap '' INT HUP; exec nice -n 10 \"$@\"";

  /// What decodes files from outside may take so much memory and no more: a heap of 1 GB, 2.5 GB
  /// with everything that FFmpeg asks for. Where the system knows no such limit, the heap's holds.
  private static final String BOUNDED = "ulimit -d 2500000 2>/dev/null; " + DETACHED;

  private static final String OPTIONS = "TIMBREL_JAVA_OPTS";
  private static final String HEAP = "-Xmx1g";

  public Launcher {
    command = List.copyOf(command);
  }

  /// The launcher that started this program, as it says in `timbrel.command`.
  public static Launcher ofThisProgram() {
    String path = System.getProperty("timbrel.command", "");
    return new Launcher(path.isEmpty() ? List.of() : List.of(path));
  }

  public boolean isKnown() {
    return !command.isEmpty();
  }

  /// A process that outlives this one; what it says goes into a file.
  Process detached(Path log, List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(line(DETACHED, arguments));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    return start(builder);
  }

  /// A process with little memory whose output is read here; remarks go into a file.
  Process bounded(Path log, List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(line(BOUNDED, arguments));
    builder.redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().merge(OPTIONS, HEAP, (given, heap) -> given + " " + heap);
    return start(builder);
  }

  private List<String> line(String shell, List<String> arguments) {
    if (!isKnown()) {
      throw new BadRequestException(
          "learning needs the rest of Timbrel: start the studio with ./timbrel studio");
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", shell, "timbrel"));
    line.addAll(command);
    line.addAll(arguments);
    return line;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("another process cannot be started: " + e.getMessage(), e);
    }
  }
}
