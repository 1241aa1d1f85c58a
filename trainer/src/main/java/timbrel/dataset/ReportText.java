package timbrel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An [ImportReport] as a table to read, as CSV and as JSON.
final class ReportText {
  private static final List<String> COLUMNS =
      List.of("file", "hit", "verdict", "reason", "detail", "class", "seconds", "gain_db");

  private ReportText() {}

  /// One line a row, with a summary at the end.
  static String table(ImportReport report) {
    int width = 4;
    for (ImportReport.Row row : report.rows()) {
      width = Math.max(width, Math.min(60, label(row).length()));
    }
    StringBuilder text = new StringBuilder();
    for (ImportReport.Row row : report.rows()) {
      text.append(("%-" + width + "s  ").formatted(label(row))).append(verdict(row)).append('\n');
    }
    return text.append(summary(report)).toString();
  }

  private static String label(ImportReport.Row row) {
    String hit = row.hit() == 0 ? "" : " hit " + row.hit();
    return visible(row.file()) + hit;
  }

  private static String verdict(ImportReport.Row row) {
    String detail = row.detail().isEmpty() ? "" : ": " + visible(row.detail());
    return row.refusal()
        .map(why -> "refused, " + why.text() + detail)
        .orElseGet(() ->
            String.format(
                Locale.ROOT,
                "%s, %.2f s, %+.1f dB%s",
                row.soundClass(),
                row.seconds(),
                row.gainDb(),
                detail));
  }

  /// How many sounds were taken, and how many refused for which reason.
  static String summary(ImportReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.taken()).append(" sounds taken, ").append(report.refused());
    text.append(" rows of refusals\n");
    for (Map.Entry<Refusal, Integer> entry : report.refusals().entrySet()) {
      text.append("  ").append(entry.getValue()).append(" x ").append(entry.getKey().text());
      text.append('\n');
    }
    return text.toString();
  }

  static String csv(ImportReport report) {
    StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (ImportReport.Row row : report.rows()) {
      csv.append(quoted(row.file())).append(',').append(row.hit()).append(',');
      csv.append(row.taken() ? "taken" : "refused").append(',');
      csv.append(row.refusal().map(Refusal::name).orElse("")).append(',');
      csv.append(quoted(row.detail())).append(',').append(quoted(row.soundClass()));
      csv.append(String.format(Locale.ROOT, ",%.4f,%.2f%n", row.seconds(), row.gainDb()));
    }
    return csv.toString().replace("\r\n", "\n");
  }

  private static String quoted(String cell) {
    return "\"" + visible(cell).replace("\"", "\"\"") + "\"";
  }

  /// Names from outside may hold line breaks, and what a terminal takes for commands.
  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  static JsonObject json(ImportReport report) {
    JsonArray rows = new JsonArray();
    for (ImportReport.Row row : report.rows()) {
      JsonObject json = new JsonObject();
      json.addProperty("file", row.file());
      json.addProperty("hit", row.hit());
      json.addProperty("taken", row.taken());
      row.refusal().ifPresent(why -> json.addProperty("reason", why.name()));
      json.addProperty("detail", row.detail());
      if (row.taken()) {
        json.addProperty("class", row.soundClass());
        json.addProperty("seconds", row.seconds());
        json.addProperty("gain_db", row.gainDb());
      }
      rows.add(json);
    }
    JsonObject refusals = new JsonObject();
    report.refusals().forEach((why, count) -> refusals.addProperty(why.name(), count));
    JsonObject json = new JsonObject();
    json.addProperty("taken", report.taken());
    json.add("refused", refusals);
    json.add("rows", rows);
    return json;
  }
}
