package timbrel.studio.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of a musician: `instruments/`, `sounds/`, `runs/` and `exports/`.
public final class Workspace {
  /// What is said where there is no room left.
  public static final String FULL = "the disk is full: make some room, then go on";

  /// Less than this is as good as nothing: a checkpoint needs more.
  private static final long LITTLE_ROOM = 1 << 20;

  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  /// Opens the folder and makes what is missing of it.
  ///
  /// @throws UncheckedIOException if it cannot be made
  public static Workspace open(Path root) {
    Workspace workspace = new Workspace(root.toAbsolutePath().normalize());
    try {
      Files.createDirectories(workspace.instruments());
      Files.createDirectories(workspace.sounds());
      Files.createDirectories(workspace.runs());
      return workspace;
    } catch (IOException e) {
      throw new UncheckedIOException(root + " cannot be used", e);
    }
  }

  /// Whether hardly anything can be written any more.
  public boolean isFull() {
    try {
      return Files.getFileStore(root).getUsableSpace() < LITTLE_ROOM;
    } catch (IOException e) {
      return false; // whoever writes will hear what is wrong
    }
  }

  public Path root() {
    return root;
  }

  /// One `.timbrel` file each.
  public Path instruments() {
    return root.resolve("instruments");
  }

  /// One folder for each set of sounds.
  public Path sounds() {
    return root.resolve("sounds");
  }

  /// One JSON file for each run.
  public Path runs() {
    return root.resolve("runs");
  }

  /// The path of a name below one of the folders.
  ///
  /// @throws timbrel.studio.json.BadRequestException if the name is not allowed
  public static Path below(Path folder, String name) {
    return folder.resolve(Names.checked(name));
  }
}
