package timbrel.dataset;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sound files below a folder, links followed, circles noticed, hidden files passed over.
final class FolderWalk {
  private static final int MAX_DEPTH = 32;
  private static final Set<String> SOUND_EXTENSIONS =
      Set.of(
          "wav", "wave", "w64", "rf64", "bwf", "aif", "aiff", "aifc", "flac", "mp3", "mp2", "ogg",
          "oga", "opus", "m4a", "m4b", "mp4", "aac", "caf", "au", "snd");
  private static final Set<String> OUR_OWN = Set.of(Manifest.FILE_NAME, "attribution.md");

  private final Path folder;
  private final List<String> files = new ArrayList<>();
  private final List<ImportReport.Row> refused = new ArrayList<>();

  private FolderWalk(Path folder) {
    this.folder = folder;
  }

  static FolderWalk of(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    FolderWalk walk = new FolderWalk(folder);
    Files.walkFileTree(
        folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, walk.new Visitor());
    Collections.sort(walk.files);
    return walk;
  }

  /// Paths below the folder with `/` between their parts, in order.
  List<String> files() {
    return files;
  }

  /// What is there but cannot be taken for a sound.
  List<ImportReport.Row> refused() {
    return refused;
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean hidden = !directory.equals(folder) && isHidden(directory);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
      String extension = lower.substring(lower.lastIndexOf('.') + 1);
      if (attributes.isDirectory()) {
        refuse(file, Refusal.UNREADABLE, "more than " + MAX_DEPTH + " folders deep");
      } else if (SOUND_EXTENSIONS.contains(extension)) {
        files.add(name(file));
      } else if (!OUR_OWN.contains(lower)) {
        refuse(file, Refusal.NOT_A_SOUND_FILE, "by its name");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(folder)) {
        throw e;
      }
      boolean loop = e instanceof FileSystemLoopException;
      refuse(file, Refusal.UNREADABLE, loop ? "link leads in a circle" : "no permission to read");
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
      if (e != null) {
        refuse(directory, Refusal.UNREADABLE, "folder only read in part: " + e.getMessage());
      }
      return FileVisitResult.CONTINUE;
    }

    private void refuse(Path file, Refusal refusal, String detail) {
      refused.add(ImportReport.Row.refused(name(file), 0, refusal, detail));
    }
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }
}
