package timbrel.experiment;

import java.util.ArrayList;
import java.util.List;

/// An experiment's results as text: a row for each arm, means with their standard errors.
public final class ResultTable {
  private final ExperimentResult result;

  public ResultTable(ExperimentResult result) {
    this.result = result;
  }

  public String text() {
    List<List<String>> rows = rows();
    StringBuilder text = new StringBuilder();
    ExperimentSpec spec = result.spec();
    text.append(spec.title()).append('\n');
    text.append(
        "%d steps, seeds %s, %s%n%n"
            .formatted(spec.steps(), spec.seeds(), result.data())
            .replace("\r\n", "\n"));
    int[] widths = widths(rows);
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        text.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
      }
      text.append('\n');
    }
    text.append('\n');
    for (Measure measure : spec.measures()) {
      text.append(measure.label()).append(": ").append(measure.meaning()).append('\n');
    }
    return text.append("± is the standard error of the mean over the seeds\n").toString();
  }

  /// Cells by row; the first row is the head.
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    result.spec().measures().forEach(measure -> head.add(measure.label()));
    rows.add(head);
    for (ExperimentSpec.Arm arm : result.spec().arms()) {
      List<String> row = new ArrayList<>(List.of(arm.name()));
      for (Measure measure : result.spec().measures()) {
        row.add(ExperimentResult.text(result.of(arm, measure), measure));
      }
      rows.add(row);
    }
    if (!result.reference().values().isEmpty()) {
      List<String> row = new ArrayList<>(List.of(result.reference().arm()));
      for (Measure measure : result.spec().measures()) {
        Double value = result.reference().values().get(measure);
        row.add(value == null ? "" : measure.format(value));
      }
      rows.add(row);
    }
    return rows;
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }
}
