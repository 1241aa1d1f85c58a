package timbrel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes files, and says which one when that fails.
public final class Outputs {
  private Outputs() {}

  /// Makes a folder with all above it.
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandException.cannotWrite(folder, e);
    }
  }

  /// Refuses, before any work is done, a place that cannot hold a file.
  public static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw CommandException.cannotWrite(file, new IOException("is a folder"));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandException.cannotWrite(file, new IOException("its folder does not exist"));
    }
    if (!Files.isWritable(folder)) {
      throw CommandException.cannotWrite(file, new IOException("permission denied"));
    }
  }

  /// Runs what writes `file`.
  public static void write(Path file, Runnable writing) {
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(file, e);
    }
  }
}
