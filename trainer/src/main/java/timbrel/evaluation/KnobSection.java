package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;

import java.util.ArrayList;
import java.util.List;

/// Do the knobs work? What was asked for against what was measured.
final class KnobSection {
  private final PageBuilder html;

  KnobSection(PageBuilder html) {
    this.html = html;
  }

  void add(KnobReport knobs) {
    html.heading("Do the knobs work?");
    html.paragraph(
        "Each knob is swept from 0 to 1 over the classes and several seeds, and measured on the"
            + " finished sound. Dashed: a perfect knob. Line: median; band: middle half. Grey: the"
            + " same sounds as they are first drawn, without the closed loop.");
    html.append("<div class=\"pictures\">");
    List<List<String>> rows = new ArrayList<>();
    for (KnobReport.KnobResult k : knobs.knobs()) {
      html.append("<figure>").append(Charts.sweep(k)).append("<figcaption>");
      html.append(escape(k.knob())).append(", r = ").append(number(k.whole().correlation(), 2));
      html.append("</figcaption></figure>\n");
      rows.add(
          List.of(
              escape(k.knob()),
              number(k.whole().correlation(), 3),
              number(k.whole().meanError(), 3),
              percent(k.whole().monotonic()),
              percent(k.whole().measurable()),
              Integer.toString(k.whole().sounds()),
              number(k.withoutLoop().correlation(), 3),
              number(k.withoutLoop().meanError(), 3),
              percent(k.withoutLoop().monotonic())));
    }
    html.append("</div>\n");
    html.append(
        Html.table(
            "Requested against achieved, on the knob's way from 0 to 1",
            List.of(
                "knob",
                "r",
                "mean error",
                "monotonic sweeps",
                "measurable",
                "sounds",
                "r without loop",
                "error",
                "monotonic"),
            rows));
    addKnobsByClass(knobs);
  }

  private void addKnobsByClass(KnobReport knobs) {
    List<String> heads = new ArrayList<>(List.of("class"));
    knobs.knobs().forEach(k -> heads.add(escape(k.knob())));
    List<List<String>> rows = new ArrayList<>();
    for (String name : knobs.classes()) {
      List<String> row = new ArrayList<>(List.of(escape(name)));
      for (KnobReport.KnobResult k : knobs.knobs()) {
        row.add(k.of(name).map(ReportText::agreement).orElse("–"));
      }
      rows.add(row);
    }
    html.append("<details open=\"open\"><summary>Class by class</summary>");
    html.append(Html.table("r of requested and achieved, in brackets the mean error", heads, rows));
    html.append("</details>\n");
    html.paragraph(
        "Pitch is asked only of classes of whose recordings at least half have one: %s.",
        String.join(", ", knobs.voicedClasses()));
  }
}
