package timbrel.studio.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import timbrel.studio.json.BadRequestException;

/// Where an uploaded file goes: the names of its folders and its own, each cleaned of everything
/// that a file system might take for more than a letter. Folders are kept, for their names are
/// classes.
final class UploadName {
  private static final int MOST_PARTS = 6;
  private static final int LONGEST_PART = 100;
  private static final int LONGEST = 600;

  private UploadName() {}

  /// A path below `folder`.
  static Path below(Path folder, String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      throw new BadRequestException("name", name, "1 to " + LONGEST + " characters");
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("[/\\\\]+")) {
      String cleaned = cleaned(part);
      if (!cleaned.isEmpty()) {
        parts.add(cleaned);
      }
    }
    if (parts.isEmpty()) {
      throw new BadRequestException("name", name, "the name of a file");
    }
    Path path = folder;
    for (String part : parts.subList(Math.max(0, parts.size() - MOST_PARTS), parts.size())) {
      path = path.resolve(part);
    }
    return path;
  }

  private static String cleaned(String part) {
    String plain =
        part.replaceAll("[^\\p{L}\\p{N} _.,()+&#'-]", "_")
            .replaceAll("^[. ]+", "")
            .replaceAll("[. ]+$", "");
    return plain.length() <= LONGEST_PART
        ? plain
        : plain.substring(plain.length() - LONGEST_PART).replaceAll("^[. ]+", "");
  }
}
