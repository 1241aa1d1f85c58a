package timbrel.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where sets are, by name. Names come from the network too, so that they must not lead out of the
/// folder.
public record SetFolder(Path folder) {
  /// The ending of file names, with the dot.
  public static final String EXTENSION = ".set";

  private static final int LONGEST_NAME = 60;

  /// @throws ControlFileException if that is no name
  public PlaySet.Opened open(String name, PlaySet.Stage stage) {
    Path path = path(name);
    if (!Files.isRegularFile(path)) {
      throw new ControlFileException(
          "sets in " + folder, "name", ControlFileException.quoted(name), known());
    }
    return PlaySet.open(path, stage);
  }

  /// The folder is made if there is none.
  public void save(String name, PlaySet set) {
    Path path = path(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    set.write(path);
  }

  /// Names of sets, in order.
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private String known() {
    List<String> names = names();
    return names.isEmpty() ? "one that was saved; there is none yet" : String.join(", ", names);
  }

  private Path path(String name) {
    boolean plain = name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]*");
    if (!plain || name.length() > LONGEST_NAME) {
      throw new ControlFileException(
          "sets",
          "name",
          ControlFileException.quoted(name),
          "letters, digits, blanks, - and _, %d at most".formatted(LONGEST_NAME));
    }
    return folder.resolve(name + EXTENSION);
  }
}
