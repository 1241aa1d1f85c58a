package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.spread;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Generated hits to listen to, and their attack, decay and brightness next to those of real ones.
final class HitsSection {
  private final PageBuilder html;

  HitsSection(PageBuilder html) {
    this.html = html;
  }

  void add(List<LabelledSound> sounds, List<ClassComparison> hits) {
    if (!sounds.isEmpty()) {
      html.append("<h3>Listen: generated hits</h3>\n");
      Map<String, List<LabelledSound>> classes = new LinkedHashMap<>();
      sounds.forEach(h -> classes.computeIfAbsent(h.soundClass(), n -> new ArrayList<>()).add(h));
      for (List<LabelledSound> ofClass : classes.values()) {
        html.append("<div class=\"hits\">");
        ofClass.forEach(h -> html.figure(h.name(), h.name(), h.samples()));
        html.append("</div>\n");
      }
    }
    if (!hits.isEmpty()) {
      html.append("<h3>Attack, decay and brightness next to real hits</h3>\n");
      html.append("<ul class=\"legend\"><li><i class=\"real\"></i>recordings</li>");
      html.append(
          "<li><i class=\"ours\"></i>generated</li><li>dot: median, bar: middle half</li></ul>");
      html.append("<div class=\"pictures\">");
      html.append(
          Charts.ranges(
              "attack, ms", hits, ClassComparison::realAttack, ClassComparison::generatedAttack));
      html.append(
          Charts.ranges(
              "decay, ms", hits, ClassComparison::realDecay, ClassComparison::generatedDecay));
      html.append(
          Charts.ranges(
              "brightness, Hz",
              hits,
              ClassComparison::realBrightness,
              ClassComparison::generatedBrightness));
      html.append("</div>\n");
      addHitTable(hits);
    }
  }

  private void addHitTable(List<ClassComparison> hits) {
    List<List<String>> rows = new ArrayList<>();
    for (ClassComparison h : hits) {
      rows.add(
          List.of(
              escape(h.soundClass()),
              h.realSounds() + " / " + h.generatedSounds(),
              spread(h.realAttack(), 1),
              spread(h.generatedAttack(), 1),
              spread(h.realDecay(), 0),
              spread(h.generatedDecay(), 0),
              spread(h.realBrightness(), 0),
              spread(h.generatedBrightness(), 0),
              number(h.spectrumDifference(), 1)));
    }
    html.append("<details><summary>The numbers</summary>");
    html.append(
        Html.table(
            "Median and middle half; the spectrum is the mean difference over 64 bands",
            List.of(
                "class",
                "sounds, real / generated",
                "attack ms, real",
                "generated",
                "decay ms, real",
                "generated",
                "brightness Hz, real",
                "generated",
                "spectrum off, dB"),
            rows));
    html.append("</details>\n");
  }
}
