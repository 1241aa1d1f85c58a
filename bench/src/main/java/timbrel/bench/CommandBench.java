package timbrel.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs a command as a user would, several times: seconds until its first file is there, seconds
/// until it ends, and the most memory that it had resident (`VmHWM` of its process, Linux only).
///
/// Arguments: runs, the folder that the command writes WAV files to or `-`, the command.
public final class CommandBench {
  private static final long MIB = 1024;

  private final List<String> command;
  private final Path folder;
  private final boolean writesFiles;

  private CommandBench(List<String> command, String folder) {
    this.command = command;
    this.folder = Path.of(folder);
    writesFiles = !folder.equals("-");
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("expected RUNS FOLDER|- COMMAND...");
      System.exit(2);
    }
    List<String> command = Arrays.asList(arguments).subList(2, arguments.length);
    CommandBench bench = new CommandBench(command, arguments[1]);
    List<Double> firstFiles = new ArrayList<>();
    List<Double> ends = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
      Run result = bench.run();
      firstFiles.add(result.firstFile());
      ends.add(result.end());
      memory.add(result.mebibytes());
    }
    if (bench.writesFiles) {
      System.out.println("seconds to the first file: " + Spread.of(firstFiles));
    }
    System.out.println("seconds to the end: " + Spread.of(ends));
    System.out.printf(
        "most memory resident: %.0f MiB%n",
        memory.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
  }

  private record Run(double firstFile, double end, double mebibytes) {}

  private Run run() throws IOException, InterruptedException {
    if (writesFiles) {
      removeSounds();
    }
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    double firstFile = Double.NaN;
    double mebibytes = 0;
    while (process.isAlive()) {
      if (writesFiles && Double.isNaN(firstFile) && hasSound()) {
        firstFile = secondsSince(start);
      }
      mebibytes = Math.max(mebibytes, peakMebibytes(process.pid()));
      Thread.sleep(2);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    return new Run(firstFile, secondsSince(start), mebibytes);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean hasSound() throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> sounds = Files.newDirectoryStream(folder, "*.wav")) {
      return sounds.iterator().hasNext();
    }
  }

  private void removeSounds() throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> sounds = Files.newDirectoryStream(folder, "*.wav")) {
        for (Path sound : sounds) {
          Files.delete(sound);
        }
      }
    }
  }

  /// The launcher becomes the JVM that it starts, so the process is the one to look at.
  private static double peakMebibytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          String kibibytes = line.replaceAll("\\D+", "");
          return Double.parseDouble(kibibytes) / MIB;
        }
      }
    } catch (IOException e) {
      // The process has just ended.
    }
    return 0;
  }
}
