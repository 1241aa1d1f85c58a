package timbrel.studio.runs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Small files that are there whole or not at all.
final class SafeFiles {
  private SafeFiles() {}

  static void replace(Path file, String text) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      try {
        Files.writeString(beside, text);
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName() + " cannot be written: " + e, e);
    }
  }

  /// Empty if there is no such file, or it is damaged.
  static Optional<JsonObject> json(Path file) {
    return text(file)
        .flatMap(text -> {
          try {
            return JsonParser.parseString(text) instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
          } catch (JsonParseException e) {
            return Optional.empty();
          }
        });
  }

  /// Empty if there is no such file.
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName() + " cannot be read: " + e, e);
    }
  }

  /// The end of a log, for people.
  static String lastLines(Path file, int count) {
    String text = text(file).orElse("");
    String[] lines = text.split("[\\r\\n]+");
    int from = Math.max(0, lines.length - count);
    return String.join("\n", java.util.Arrays.asList(lines).subList(from, lines.length)).strip();
  }

  static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(root.getFileName() + " cannot be removed: " + e, e);
    }
  }

  static java.util.List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return java.util.List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.getFileName() + " cannot be listed: " + e, e);
    }
  }
}
