package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;

import java.util.ArrayList;
import java.util.List;

/// Are generated sounds new? How near they come to the sounds that were learnt from.
final class NoveltySection {
  private final PageBuilder html;

  NoveltySection(PageBuilder html) {
    this.html = html;
  }

  void add(NoveltyReport novelty) {
    html.heading("Are they new?");
    html.paragraph(
        "A generated sound is on average %s dB from the training sound nearest to it; a held-out"
            + " recording is %s dB. Of training sounds, 99 of 100 are farther than %s dB from any"
            + " sound of another group: nearer than that counts as a near copy.",
        number(novelty.meanNearest(), 1),
        number(novelty.meanNearestHeldOut(), 1),
        number(novelty.copyThreshold(), 1));
    html.paragraph(
        "Near copies: %s of the generated sounds, %s of the held-out recordings. Sounds of one class"
            + " differ from each other %s times as much as recordings do; far below 1, the model"
            + " would make one sound again and again.",
        percent(novelty.copies()), percent(novelty.heldOutCopies()), number(novelty.spread(), 2));
    addNearest(novelty);
    addVariation(novelty);
    addSpread(novelty);
  }

  private void addNearest(NoveltyReport novelty) {
    List<List<String>> rows = new ArrayList<>();
    for (NoveltyReport.Neighbour n : novelty.nearest()) {
      rows.add(List.of(escape(n.generated()), escape(n.training()), number(n.distance(), 1)));
    }
    html.append(
        Html.table(
            "The generated sounds that are nearest to a training sound",
            List.of("generated", "training sound", "dB apart"),
            rows));
  }

  private void addVariation(NoveltyReport novelty) {
    List<List<String>> variation = new ArrayList<>();
    for (NoveltyReport.Variation v : novelty.variation()) {
      variation.add(
          List.of(
              number(v.amount(), 2),
              Integer.toString(v.sounds()),
              number(v.meanNearest(), 2),
              percent(v.copies()),
              number(v.spread(), 2)));
    }
    html.append(
        Html.table(
            "What variation does, from the same seeds",
            List.of("variation", "sounds", "nearest, dB", "near copies", "spread"),
            variation));
  }

  private void addSpread(NoveltyReport novelty) {
    List<List<String>> spreads = new ArrayList<>();
    novelty
        .spreadOfClasses()
        .forEach((name, value) -> spreads.add(List.of(escape(name), number(value, 2))));
    html.append("<details><summary>Spread by class</summary>");
    html.append(
        Html.table(
            "Spread of generated sounds over that of real ones",
            List.of("class", "spread"),
            spreads));
    html.append("</details>\n");
  }
}
