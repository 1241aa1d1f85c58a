package timbrel.dataset;

import java.util.EnumMap;
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

    public boolean taken() {
      return refusal.isEmpty();
    }
  }

  public ImportReport {
    rows = List.copyOf(rows);
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
}
