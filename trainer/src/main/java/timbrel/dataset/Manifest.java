package timbrel.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a `manifest.csv` beside the sounds tells of them. The first line names the columns, in any
/// order; `file` is the path below the manifest's folder, all others may be missing.
final class Manifest {
  static final String FILE_NAME = "manifest.csv";
  static final Manifest EMPTY = new Manifest(Map.of());
  private static final long MAX_BYTES = 64L << 20;

  /// @param gainDb gain that was applied before the sound came to us, 0 when not told
  /// @param sha256 of the samples as 16-bit little-endian mono PCM, empty when not told
  record Entry(
      String soundClass,
      String group,
      String cluster,
      String licence,
      String author,
      String source,
      double gainDb,
      boolean lossyOrigin,
      String sha256) {
    static final Entry NONE = new Entry("", "", "", "", "", "", 0, false, "");

    String attribution() {
      return source.isEmpty() || source.equals(author) ? author : author + " (" + source + ")";
    }
  }

  private final Map<String, Entry> entries;

  private Manifest(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /// The folder's manifest, empty when there is none.
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    Map<String, Entry> entries = new HashMap<>();
    if (Files.isRegularFile(file) && Files.isReadable(file)) {
      if (Files.size(file) > MAX_BYTES) {
        throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        readRows(reader, entries);
      }
    }
    return new Manifest(entries);
  }

  private static void readRows(BufferedReader reader, Map<String, Entry> entries)
      throws IOException {
    String header = reader.readLine();
    if (header == null) {
      return;
    }
    List<String> columns = cells(header.replace("\uFEFF", ""));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      List<String> cells = cells(line);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
        row.put(columns.get(i), cells.get(i));
      }
      String name = row.getOrDefault("file", "").replace('\\', '/');
      if (!name.isEmpty()) {
        entries.put(name, entry(row));
      }
    }
  }

  private static Entry entry(Map<String, String> row) {
    return new Entry(
        row.getOrDefault("class", ""),
        row.getOrDefault("group", ""),
        row.getOrDefault("cluster", ""),
        row.getOrDefault("licence", row.getOrDefault("license", "")),
        row.getOrDefault("author", ""),
        row.getOrDefault("source_repo", ""),
        number(row.getOrDefault("gain_db", "")),
        row.getOrDefault("lossy_origin", "0").matches("1|true|yes"),
        row.getOrDefault("sha256", ""));
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// The cells of one line; a cell in double quotes may hold commas, and `""` for a quote.
  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  /// @param name path below the folder, with `/` between its parts
  Optional<Entry> of(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  int size() {
    return entries.size();
  }
}
