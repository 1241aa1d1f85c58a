package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.Html.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The report's drawings as SVG in the page. Colours are classes, so that the page's style decides
/// for light and dark.
final class Charts {
  private Charts() {}

  /// Distance against bits: fewer codebooks to the left, rivals as marks.
  static String quality(CodecReport codec) {
    List<CodecReport.Version> ours =
        codec.versions().stream()
            .filter(v -> v.name().startsWith(CodecReport.WHOLE))
            .filter(v -> Double.isFinite(v.distance().mss()))
            .toList();
    List<CodecReport.Version> opus =
        codec.versions().stream()
            .filter(v -> v.name().startsWith(CodecReport.OPUS))
            .filter(v -> Double.isFinite(v.distance().mss()))
            .toList();
    double noise = codec.distance(CodecReport.NOISE).mss();
    double most = Math.max(noise, maximum(ours, opus));
    if (ours.isEmpty() || !Double.isFinite(most)) {
      return "";
    }
    double bits =
        codec.versions().stream()
            .mapToDouble(CodecReport.Version::bitsPerSecond)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Axis x = Axis.linear(0, bits / 1000 * 1.08, 56, 620);
    Axis y = Axis.linear(0, most * 1.1, 250, 16);
    StringBuilder svg = open(640, 300, "MSS against bit rate; the table below has the numbers");
    grid(svg, x, y, "kbit/s", "MSS, lower is better");
    svg.append(
        format(
            "<line class=\"rule\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            x.from(), y.place(noise), x.to(), y.place(noise)));
    text(svg, x.to(), y.place(noise) - 6, "end", "noise of the same envelope and spectrum");
    svg.append("<polyline class=\"line ours\" points=\"");
    for (CodecReport.Version v : ours) {
      svg.append(
          format("%.1f,%.1f ", x.place(v.bitsPerSecond() / 1000), y.place(v.distance().mss())));
    }
    svg.append("\"/>");
    ours.forEach(v -> mark(svg, x, y, v, "dot ours"));
    opus.forEach(v -> mark(svg, x, y, v, "dot rival"));
    CodecReport.Version last = ours.getLast();
    text(
        svg,
        x.place(last.bitsPerSecond() / 1000) + 8,
        y.place(last.distance().mss()) + 16,
        "start",
        CodecReport.WHOLE);
    for (CodecReport.Version v : opus) {
      text(
          svg,
          x.place(v.bitsPerSecond() / 1000),
          y.place(v.distance().mss()) - 10,
          "middle",
          CodecReport.OPUS);
    }
    return svg.append("</svg>\n").toString();
  }

  private static double maximum(List<CodecReport.Version> ours, List<CodecReport.Version> opus) {
    List<CodecReport.Version> all = new ArrayList<>(ours);
    all.addAll(opus);
    return all.stream().mapToDouble(v -> v.distance().mss()).max().orElse(Double.NaN);
  }

  private static void mark(
      StringBuilder svg, Axis x, Axis y, CodecReport.Version version, String style) {
    svg.append(
        format(
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s: MSS %.2f at %.1f"
                + " kbit/s</title></circle>",
            style,
            x.place(version.bitsPerSecond() / 1000),
            y.place(version.distance().mss()),
            escape(version.name()),
            version.distance().mss(),
            version.bitsPerSecond() / 1000));
  }

  /// Requested against achieved; the dashed line is a perfect knob.
  static String sweep(KnobReport.KnobResult knob) {
    Axis x = Axis.linear(0, 1, 34, 186);
    Axis y = Axis.linear(-0.25, 1.25, 160, 8);
    StringBuilder svg =
        open(
            196,
            196,
            "%s: achieved against requested, r = %s"
                .formatted(knob.knob(), ReportText.number(knob.whole().correlation(), 2)));
    grid(svg, x, y, "requested", "");
    addMedians(svg, x, y, knob.sweepWithoutLoop(), "line quiet");
    svg.append(
        format(
            "<line class=\"rule\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            x.place(0), y.place(0), x.place(1), y.place(1)));
    List<KnobReport.Step> steps =
        knob.sweep().stream().filter(s -> Double.isFinite(s.achieved().median())).toList();
    svg.append("<polygon class=\"band ours\" points=\"");
    steps.forEach(s ->
        svg.append(format("%.1f,%.1f ", x.place(s.requested()), y.place(s.achieved().high()))));
    steps
        .reversed()
        .forEach(s ->
            svg.append(format("%.1f,%.1f ", x.place(s.requested()), y.place(s.achieved().low()))));
    svg.append("\"/>");
    addMedians(svg, x, y, steps, "line ours");
    return svg.append("</svg>\n").toString();
  }

  private static void addMedians(
      StringBuilder svg, Axis x, Axis y, List<KnobReport.Step> steps, String style) {
    svg.append(format("<polyline class=\"%s\" points=\"", style));
    steps.stream()
        .filter(s -> Double.isFinite(s.achieved().median()))
        .forEach(s ->
            svg.append(
                format("%.1f,%.1f ", x.place(s.requested()), y.place(s.achieved().median()))));
    svg.append("\"/>");
  }

  /// Real and generated ranges of one measure, a pair of bars for each class.
  static String ranges(
      String title,
      List<ClassComparison> hits,
      Function<ClassComparison, Spread> real,
      Function<ClassComparison, Spread> generated) {
    double[] ends =
        hits.stream()
            .flatMap(h -> java.util.stream.Stream.of(real.apply(h), generated.apply(h)))
            .flatMap(s -> java.util.stream.Stream.of(s.low(), s.high()))
            .mapToDouble(v -> v)
            .filter(v -> Double.isFinite(v) && v > 0)
            .sorted()
            .toArray();
    if (ends.length == 0) {
      return "";
    }
    int height = 22 * hits.size() + 44;
    Axis x = Axis.logarithmic(ends[0] * 0.9, ends[ends.length - 1] * 1.1, 112, 416);
    Axis y = Axis.linear(0, hits.size(), 8, 8 + 22.0 * hits.size());
    StringBuilder svg = open(440, height, title + " of real and generated hits, by class");
    for (double tick : x.ticks(5)) {
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"8\" x2=\"%.1f\" y2=\"%.1f\"/>",
              x.place(tick), x.place(tick), y.to()));
      text(svg, x.place(tick), y.to() + 14, "middle", Axis.label(tick));
    }
    text(svg, (x.from() + x.to()) / 2, y.to() + 30, "middle", title);
    for (int i = 0; i < hits.size(); i++) {
      double middle = y.place(i + 0.5);
      text(svg, 104, middle + 4, "end", shortened(hits.get(i).soundClass(), 15));
      bar(svg, x, real.apply(hits.get(i)), middle - 4, "real");
      bar(svg, x, generated.apply(hits.get(i)), middle + 4, "ours");
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, Axis x, Spread spread, double y, String style) {
    if (!Double.isFinite(spread.median())) {
      return;
    }
    svg.append(
        format(
            "<line class=\"bar %s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            style, x.place(spread.low()) - 0.5, y, x.place(spread.high()) + 0.5, y));
    svg.append(
        format(
            "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>",
            style, x.place(spread.median()), y));
  }

  /// One loss over the steps of its phase.
  static String loss(String phase, String name, List<LossCurves.Value> values) {
    List<LossCurves.Value> shown = thinned(values, 300);
    double low = shown.stream().mapToDouble(LossCurves.Value::loss).min().orElse(0);
    double high = shown.stream().mapToDouble(LossCurves.Value::loss).max().orElse(1);
    Axis x =
        Axis.linear((double) shown.getFirst().step(), (double) shown.getLast().step(), 52, 296);
    Axis y =
        low > 0 && high / low > 5
            ? Axis.logarithmic(low, high, 130, 24)
            : Axis.linear(low, high, 130, 24);
    StringBuilder svg =
        open(
            310,
            166,
            "%s, %s: from %s to %s"
                .formatted(
                    phase,
                    name,
                    ReportText.number(shown.getFirst().loss(), 3),
                    ReportText.number(shown.getLast().loss(), 3)));
    grid(svg, x, y, "step", "");
    text(svg, 52, 14, "start", shortened(phase + ": " + name, 40));
    svg.append("<polyline class=\"line real\" points=\"");
    shown.forEach(v -> svg.append(format("%.1f,%.1f ", x.place(v.step()), y.place(v.loss()))));
    return svg.append("\"/></svg>\n").toString();
  }

  /// Means of neighbouring values, so that no more than `most` are left.
  private static List<LossCurves.Value> thinned(List<LossCurves.Value> values, int most) {
    int group = Math.ceilDiv(values.size(), most);
    List<LossCurves.Value> thin = new ArrayList<>();
    for (int i = 0; i < values.size(); i += group) {
      List<LossCurves.Value> part = values.subList(i, Math.min(values.size(), i + group));
      thin.add(
          new LossCurves.Value(
              part.getLast().step(),
              part.stream().mapToDouble(LossCurves.Value::loss).average().orElse(0)));
    }
    return thin;
  }

  /// Sounds in the plane; generated ones on top.
  static String map(List<Gallery.Point> points) {
    if (points.isEmpty()) {
      return "";
    }
    Axis x = around(points.stream().map(Gallery.Point::x).toList(), 12, 788);
    Axis y = around(points.stream().map(Gallery.Point::y).toList(), 508, 12);
    StringBuilder svg =
        open(800, 520, "Map of %d sounds, like ones near each other".formatted(points.size()));
    points.stream()
        .sorted(Comparator.comparing(Gallery.Point::origin))
        .forEach(p ->
            svg.append(
                format(
                    "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"><title>%s"
                        + " (%s)</title></circle>\n",
                    style(p.origin()),
                    x.place(p.x()),
                    y.place(p.y()),
                    p.origin() == Gallery.Origin.TRAINING ? "2.5" : "3.5",
                    escape(p.name()),
                    escape(p.origin().label()))));
    nameClasses(svg, points, x, y);
    return svg.append("</svg>\n").toString();
  }

  static String style(Gallery.Origin origin) {
    return switch (origin) {
      case TRAINING -> "quiet";
      case HELD_OUT -> "real";
      case GENERATED -> "ours";
    };
  }

  /// Puts each class's name at the median of its recordings, moved down where another one is.
  private static void nameClasses(StringBuilder svg, List<Gallery.Point> points, Axis x, Axis y) {
    Map<String, List<Gallery.Point>> classes =
        points.stream()
            .filter(p -> p.origin() != Gallery.Origin.GENERATED)
            .collect(
                Collectors.groupingBy(
                    Gallery.Point::soundClass, LinkedHashMap::new, Collectors.toList()));
    List<double[]> taken = new ArrayList<>();
    classes.forEach((name, members) -> {
      double left = x.place(median(members.stream().map(Gallery.Point::x).toList()));
      double top = y.place(median(members.stream().map(Gallery.Point::y).toList()));
      while (isTaken(taken, left, top)) {
        top += 14;
      }
      taken.add(new double[] {left, top});
      svg.append(
          format(
              "<text class=\"name\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>",
              left, top, escape(shortened(name, 20))));
    });
  }

  private static boolean isTaken(List<double[]> taken, double left, double top) {
    return taken.stream().anyMatch(t -> Math.abs(t[0] - left) < 84 && Math.abs(t[1] - top) < 13);
  }

  private static double median(List<Double> values) {
    return Spread.of(values).median();
  }

  private static Axis around(List<Double> values, double from, double to) {
    double low = values.stream().mapToDouble(v -> v).min().orElse(0);
    double high = values.stream().mapToDouble(v -> v).max().orElse(1);
    return Axis.linear(low, high, from, to);
  }

  private static StringBuilder open(int width, int height, String label) {
    return new StringBuilder(
        format(
            "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\">",
            escape(label), width, height, width, height));
  }

  private static void grid(StringBuilder svg, Axis x, Axis y, String xTitle, String yTitle) {
    for (double tick : y.ticks(4)) {
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
              x.from(), y.place(tick), x.to(), y.place(tick)));
      text(svg, x.from() - 6, y.place(tick) + 4, "end", Axis.label(tick));
    }
    for (double tick : x.ticks(4)) {
      text(svg, x.place(tick), y.from() + 16, "middle", Axis.label(tick));
    }
    text(svg, (x.from() + x.to()) / 2, y.from() + 33, "middle", xTitle);
    text(svg, x.from() + 4, y.to() + 2, "start", yTitle);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    if (!text.isEmpty()) {
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
              x, y, anchor, escape(text)));
    }
  }

  static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
