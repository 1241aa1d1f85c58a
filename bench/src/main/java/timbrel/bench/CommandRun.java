package timbrel.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a command.
///
/// @param firstFile seconds until its first WAV file was there, NaN where none was looked for
/// @param end seconds until it ended
/// @param mebibytes the most memory that its process had resident (`VmHWM`), 0 where nobody knows
record CommandRun(double firstFile, double end, double mebibytes) {
  private static final long KIBIBYTES = 1024;

  /// @throws IllegalStateException if the command fails
  static CommandRun of(List<String> command) throws IOException, InterruptedException {
    return run(command, null);
  }

  /// @param folder that the command writes to; WAV files in it are deleted first
  static CommandRun writing(Path folder, List<String> command)
      throws IOException, InterruptedException {
    removeSounds(folder);
    return run(command, folder);
  }

  private static CommandRun run(List<String> command, @Nullable Path folder)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    double firstFile = Double.NaN;
    double mebibytes = 0;
    while (process.isAlive()) {
      if (folder != null && Double.isNaN(firstFile) && hasSound(folder)) {
        firstFile = secondsSince(start);
      }
      mebibytes = Math.max(mebibytes, peakMebibytes(process.pid()));
      Thread.sleep(2);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " ended with " + process.exitValue());
    }
    return new CommandRun(firstFile, secondsSince(start), mebibytes);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean hasSound(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> sounds = Files.newDirectoryStream(folder, "*.wav")) {
      return sounds.iterator().hasNext();
    }
  }

  private static void removeSounds(Path folder) throws IOException {
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
          return Double.parseDouble(kibibytes) / KIBIBYTES;
        }
      }
    } catch (IOException e) {
      // The process has just ended.
    }
    return 0;
  }
}
