package timbrel.studio.runs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.workspace.NotFoundException;

/// The `manifest.csv` of imported hits: their classes can be read and corrected. A hit that is left
/// out has the class `-`.
final class HitManifest {
  /// Class of a hit that is not to be learnt from.
  static final String LEFT_OUT = "-";

  private static final String FILE = "manifest.csv";
  private static final Pattern ROW = Pattern.compile("^\"([^\"]+)\",\"((?:[^\"]|\"\")*)\",(.*)$");
  private static final Pattern CLASS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}");

  private final Path folder;
  private final String header;
  private final Map<String, Entry> entries;

  private record Entry(String soundClass, String rest) {}

  private HitManifest(Path folder, String header, Map<String, Entry> entries) {
    this.folder = folder;
    this.header = header;
    this.entries = entries;
  }

  static HitManifest read(Path folder) {
    List<String> lines =
        SafeFiles.text(folder.resolve(FILE))
            .orElseThrow(() -> new NotFoundException("these sounds were not checked yet"))
            .lines()
            .toList();
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String line : lines) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        entries.put(row.group(1), new Entry(row.group(2), row.group(3)));
      }
    }
    return new HitManifest(folder, lines.isEmpty() ? "" : lines.getFirst(), entries);
  }

  String soundClass(String file) {
    Entry entry = entries.get(file);
    return entry == null ? "" : entry.soundClass();
  }

  /// How many hits are to be learnt from.
  long used() {
    return entries.values().stream().filter(e -> !e.soundClass().equals(LEFT_OUT)).count();
  }

  void classify(String file, String soundClass) {
    Entry entry = entries.get(file);
    if (entry == null) {
      throw new NotFoundException("there is no hit '" + file + "'");
    }
    if (!soundClass.equals(LEFT_OUT) && !CLASS.matcher(soundClass).matches()) {
      throw new BadRequestException("class", soundClass, "letters, digits, spaces and hyphens");
    }
    entries.put(file, new Entry(soundClass, entry.rest()));
  }

  void write() {
    StringBuilder text = new StringBuilder(header).append('\n');
    entries.forEach((file, entry) ->
        text.append('"')
            .append(file)
            .append("\",\"")
            .append(entry.soundClass())
            .append("\",")
            .append(entry.rest())
            .append('\n'));
    SafeFiles.replace(folder.resolve(FILE), text.toString());
  }

  /// Hits in the order of the manifest with their classes; those left out are not among them.
  Map<String, String> hits() {
    Map<String, String> hits = new LinkedHashMap<>();
    entries.forEach((file, entry) -> {
      if (!entry.soundClass().equals(LEFT_OUT)) {
        hits.put(file, entry.soundClass());
      }
    });
    return hits;
  }
}
