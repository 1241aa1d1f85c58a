package timbrel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs a command as a user would, several times: seconds until its first file is there, seconds
/// until it ends, and the most memory that it had resident (`VmHWM` of its process, Linux only).
///
/// Arguments: runs, the folder that the command writes WAV files to or `-`, the command.
public final class CommandBench {
  private CommandBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("expected RUNS FOLDER|- COMMAND...");
      System.exit(2);
    }
    List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
    boolean writesFiles = !arguments[1].equals("-");
    List<Double> firstFiles = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
      CommandRun result =
          writesFiles ? CommandRun.writing(Path.of(arguments[1]), command) : CommandRun.of(command);
      firstFiles.add(result.firstFile());
      ends.add(result.end());
      memory.add(result.mebibytes());
    }
    if (writesFiles) {
      System.out.println("seconds to the first file: " + Spread.of(firstFiles));
    }
    System.out.println("seconds to the end: " + Spread.of(ends));
    System.out.printf(
        "most memory resident: %.0f MiB%n",
        memory.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
  }
}
