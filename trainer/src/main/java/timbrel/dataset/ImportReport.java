package timbrel.dataset;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of every file, in the order of their paths.
public record ImportReport(List<Row> rows) {
  /// One sound taken, or one file or hit refused.
  ///
  /// @param file path below the imported folder
  /// @param hit which hit of the file, counted from 1; 0 for the file as a whole
  /// @param refusal empty when it was taken
  /// @param detail in words: why refused, or what is worth knowing of a sound that was taken
  /// @param soundClass empty when refused before that was known
  public record Row(
      String file,
      int hit,
      Optional<Refusal> refusal,
      String detail,
      String soundClass,
      double seconds,
      double gainDb) {
    static Row refused(String file, int hit, Refusal refusal, String detail) {
      return new Row(file, hit, Optional.of(refusal), detail, "", 0, 0);
    }

    static Row taken(String file, int hit, ImportedSound sound, String detail) {
      return new Row(
          file, hit, Optional.empty(), detail, sound.soundClass(), sound.seconds(), sound.gainDb());
    }

    /// Id of the sound, see [ImportedSound#id].
    String id() {
      return hit == 0 ? file : "%s#%04d".formatted(file, hit);
    }

    public boolean taken() {
      return refusal.isEmpty();
    }
  }

  public ImportReport {
    List<Row> ordered = new ArrayList<>(rows);
    ordered.sort(Comparator.comparing(Row::file).thenComparing(Row::hit));
    rows = List.copyOf(ordered);
  }

  /// The same report, but these sounds were refused after all.
  ImportReport withDuplicates(List<Similarity.Duplicate> duplicates) {
    Map<String, Row> refused = new HashMap<>();
    for (Similarity.Duplicate duplicate : duplicates) {
      String detail =
          "nearly the same as %s (%.1f dB apart)".formatted(duplicate.of(), duplicate.distanceDb());
      refused.put(duplicate.sound().id(), Row.refused("", 0, Refusal.NEAR_DUPLICATE, detail));
    }
    List<Row> changed = new ArrayList<>(rows);
    changed.replaceAll(row -> {
      Row found = refused.get(row.id());
      return found == null || !row.taken()
          ? row
          : Row.refused(row.file(), row.hit(), Refusal.NEAR_DUPLICATE, found.detail());
    });
    return new ImportReport(changed);
  }

  public long taken() {
    return rows.stream().filter(Row::taken).count();
  }

  public long refused() {
    return rows.size() - taken();
  }

  /// How many were refused for each reason.
  public Map<Refusal, Integer> refusals() {
    Map<Refusal, Integer> counts = new EnumMap<>(Refusal.class);
    for (Row row : rows) {
      row.refusal().ifPresent(refusal -> counts.merge(refusal, 1, Integer::sum));
    }
    return counts;
  }

  /// A table to read, file by file, with a summary at the end.
  public String table() {
    return ReportText.table(this);
  }

  /// The summary alone: how many were taken, how many refused and why.
  public String summary() {
    return ReportText.summary(this);
  }

  /// With a header line; for spreadsheets.
  public String csv() {
    return ReportText.csv(this);
  }

  public JsonObject json() {
    return ReportText.json(this);
  }
}
