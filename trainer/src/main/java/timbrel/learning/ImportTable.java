package timbrel.learning;

import java.util.Locale;
import timbrel.dataset.ImportReport;

/// An import's report as comma-separated values: a row per sound taken, file or hit refused.
final class ImportTable {
  private ImportTable() {}

  static String csv(ImportReport report) {
    StringBuilder text = new StringBuilder("file,hit,taken,reason,detail,class,seconds,gain_db\n");
    for (ImportReport.Row row : report.rows()) {
      text.append(quoted(row.file())).append(',');
      text.append(row.hit()).append(',');
      text.append(row.taken() ? "yes" : "no").append(',');
      text.append(row.refusal().map(r -> r.name().toLowerCase(Locale.ROOT)).orElse(""));
      text.append(',').append(quoted(row.detail())).append(',');
      text.append(quoted(row.soundClass()));
      text.append(String.format(Locale.ROOT, ",%.3f,%.2f%n", row.seconds(), row.gainDb()));
    }
    return text.toString();
  }

  /// In quotes, so that commas, quotes and line breaks in file names stay where they are.
  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
