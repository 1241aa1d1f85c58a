package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;

import java.util.ArrayList;
import java.util.List;

/// Are generated sounds like drums? What the judge hears in them.
final class GeneratedSection {
  private final PageBuilder html;

  GeneratedSection(PageBuilder html) {
    this.html = html;
  }

  void add(GeneratedReport generated) {
    html.heading("Are generated sounds like drums?");
    html.paragraph(
        "A classifier, the judge, learnt the classes from the training sounds. What it says of"
            + " held-out recordings is what it can do at all. The inception score is higher the surer"
            + " and the more varied its answers are.");
    List<List<String>> rows = new ArrayList<>();
    rows.add(judged("held-out recordings", generated.heldOut(), generated.inceptionHeldOut()));
    rows.add(judged("generated sounds", generated.generated(), generated.inceptionGenerated()));
    if (generated.secondJudge().sounds() > 0) {
      rows.add(judged("generated, judge knows held-out only", generated.secondJudge(), Double.NaN));
    }
    html.append(
        Html.table(
            "What the judge hears",
            List.of(
                "",
                "sounds",
                "right class",
                "mean of classes",
                "kick, snare, hat told apart",
                "inception score"),
            rows));
    List<List<String>> distances = new ArrayList<>();
    for (GeneratedReport.SetDistances d : generated.distances()) {
      distances.add(
          List.of(
              escape("embedding of the " + d.embedding()),
              number(d.fad(), 2),
              number(d.fadFloor(), 2),
              number(d.kad(), 2),
              number(d.kadFloor(), 2)));
    }
    html.append(
        Html.table(
            "Distance from %d training sounds, equally many of each class; the floor is that of as many held-out recordings"
                .formatted(generated.compared()),
            List.of("", "FAD", "FAD, floor", "KAD", "KAD, floor"),
            distances));
    addConfusion(generated.generated());
  }

  private static List<String> judged(
      String name, GeneratedReport.Judgement judgement, double inception) {
    return List.of(
        escape(name),
        Integer.toString(judgement.sounds()),
        percent(judgement.accuracy()),
        percent(judgement.classAccuracy()),
        percent(judgement.told()),
        number(inception, 2));
  }

  private void addConfusion(GeneratedReport.Judgement judgement) {
    if (judgement.sounds() == 0) {
      return;
    }
    html.append(
        "<details open=\"open\"><summary>Asked for and heard</summary><div class=\"scroll\">");
    html.append(
        "<table><caption>Generated sounds: rows are asked for, columns are heard</caption>");
    html.append("<thead><tr><th scope=\"col\"></th>");
    for (String name : judgement.classes()) {
      html.append("<th scope=\"col\">").append(escape(Charts.shortened(name, 12))).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (int row = 0; row < judgement.confusion().length; row++) {
      html.append("<tr><th scope=\"row\">").append(escape(judgement.classes().get(row)));
      html.append("</th>");
      int[] counts = judgement.confusion()[row];
      int all = java.util.stream.IntStream.of(counts).sum();
      for (int count : counts) {
        double share = all == 0 ? 0 : (double) count / all;
        html.append(
            Html.format(
                "<td class=\"heat\" style=\"background: color-mix(in srgb, var(--ours) %.0f%%,"
                    + " transparent)\">%s</td>",
                60 * share, count == 0 ? "" : Integer.toString(count)));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div></details>\n");
  }
}
