package timbrel.lesson;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timbrel.json.BoundedJson;

/// What one of our runs of `timbrel experiment` wrote as `result.json`, as a table.
///
/// @param title of the experiment
/// @param setting data, steps and seeds, for people
/// @param command measures it again
/// @param rows cells by row; the first row is the head
/// @param meanings what the columns say, one line each
public record MeasuredResult(
    String title, String setting, String command, List<List<String>> rows, List<String> meanings) {

  public MeasuredResult {
    rows = List.copyOf(rows);
    meanings = List.copyOf(meanings);
  }

  /// @param experiment its name
  /// @return empty if we have not measured it yet
  public static Optional<MeasuredResult> of(String experiment) {
    return Lessons.optionalResource("measured/" + experiment + ".json")
        .map(text -> read(experiment, BoundedJson.parseObject(text, experiment + ".json")));
  }

  /// The command that measures an experiment.
  public static String command(String experiment) {
    return "./timbrel experiment " + experiment;
  }

  private static MeasuredResult read(String experiment, JsonObject json) {
    List<String> keys = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    List<String> meanings = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("measures")) {
      JsonObject measure = element.getAsJsonObject();
      keys.add(measure.get("key").getAsString());
      head.add(measure.get("label").getAsString());
      meanings.add(
          measure.get("label").getAsString() + ": " + measure.get("meaning").getAsString());
    }
    List<List<String>> rows = new ArrayList<>(List.of(head));
    for (JsonElement element : json.getAsJsonArray("arms")) {
      rows.add(row(element.getAsJsonObject(), keys));
    }
    String setting =
        "%s; %s steps, seeds %s; ± is the standard error over seeds"
            .formatted(json.get("data").getAsString(), json.get("steps"), json.get("seeds"));
    return new MeasuredResult(
        json.get("title").getAsString(), setting, command(experiment), rows, meanings);
  }

  private static List<String> row(JsonObject arm, List<String> keys) {
    List<String> row = new ArrayList<>(List.of(arm.get("arm").getAsString()));
    for (String key : keys) {
      JsonElement text = arm.getAsJsonObject(key).get("text");
      row.add(text == null ? "-" : text.getAsString());
    }
    return row;
  }

  /// As lines of text in columns.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        String gap = " ".repeat(width - row.get(i).length());
        text.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
