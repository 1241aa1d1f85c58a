package timbrel.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Draws [LearnResults]: the share of new hits that are recognised over the minutes of learning, a
/// line for each number of sounds, whole from the starter and dashed from nothing.
final class LearnCurves {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 320;
  private static final int LEFT = 56;
  private static final int RIGHT = WIDTH - 230;
  private static final int TOP = 20;
  private static final int BOTTOM = HEIGHT - 48;
  private static final List<String> COLOURS = List.of("#0f766e", "#b45309", "#6d28d9", "#475569");

  private final List<LearnResults.Result> results;
  private final List<Integer> counts;
  private final List<Integer> minutes;

  LearnCurves(List<LearnResults.Result> results) {
    this.results = results;
    counts = results.stream().map(LearnResults.Result::sounds).distinct().sorted().toList();
    minutes = results.stream().map(LearnResults.Result::minutes).distinct().sorted().toList();
  }

  String svg() {
    StringBuilder svg =
        new StringBuilder(
            format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                    + " font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double at = y(tenth / 10.0);
      svg.append(format("<path d=\"M%d %.1fH%d\" stroke=\"#d4d4d4\"/>%n", LEFT, at, RIGHT));
      text(svg, LEFT - 8, at + 4, "end", format("%.1f", tenth / 10.0));
    }
    for (int each : minutes) {
      text(svg, x(each), BOTTOM + 18, "middle", Integer.toString(each));
    }
    text(svg, (LEFT + RIGHT) / 2.0, HEIGHT - 10, "middle", "minutes of learning");
    text(svg, LEFT, 12, "start", "share of hits recognised");
    for (int count : counts) {
      curve(svg, count, "starter");
      curve(svg, count, "none");
    }
    return svg.append("</svg>\n").toString();
  }

  private void curve(StringBuilder svg, int count, String from) {
    List<LearnResults.Result> points =
        results.stream()
            .filter(r -> r.sounds() == count && r.from().equals(from))
            .sorted(Comparator.comparingInt(LearnResults.Result::minutes))
            .toList();
    if (points.isEmpty()) {
      return;
    }
    String colour = COLOURS.get(counts.indexOf(count) % COLOURS.size());
    boolean fromNothing = from.equals("none");
    svg.append(
        format(
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>%n",
            colour,
            fromNothing ? " stroke-dasharray=\"5 4\"" : "",
            points.stream()
                .map(r -> format("%.1f,%.1f", x(r.minutes()), y(r.recognised())))
                .collect(Collectors.joining(" "))));
    for (LearnResults.Result point : points) {
      svg.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
              x(point.minutes()), y(point.recognised()), colour));
    }
    int line = 2 * counts.indexOf(count) + (fromNothing ? 1 : 0);
    double at = TOP + 10 + 18 * line;
    svg.append(
        format(
            "<path d=\"M%d %.1fh24\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
            RIGHT + 10, at - 4, colour, fromNothing ? " stroke-dasharray=\"5 4\"" : ""));
    text(
        svg,
        RIGHT + 40,
        at,
        "start",
        format("%d sounds, from %s", count, fromNothing ? "nothing" : "the starter"));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#262626\">%s</text>%n",
            x, y, anchor, words));
  }

  /// Minutes are spread by their logarithms.
  private double x(int each) {
    double first = Math.log(minutes.getFirst());
    double last = Math.log(minutes.getLast());
    double share = last > first ? (Math.log(each) - first) / (last - first) : 0.5;
    return LEFT + 20 + share * (RIGHT - LEFT - 40);
  }

  private static double y(double share) {
    return BOTTOM - share * (BOTTOM - TOP);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
