package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The report as one page of HTML that needs nothing else: style, drawings, pictures and sounds are
/// inside. Every drawing has its numbers in a table; the page runs no script.
final class ReportPage {
  private static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'";

  private final EvaluationReport report;
  private final Gallery gallery;
  private final PageBuilder html = new PageBuilder();

  ReportPage(EvaluationReport report, Gallery gallery) {
    this.report = report;
    this.gallery = gallery;
  }

  String html() {
    String name = escape(report.subject().instrument());
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html.append(escape(POLICY)).append("\"/>\n<title>").append(name);
    html.append(" – evaluation</title>\n<style>\n").append(style());
    html.append("</style>\n</head>\n<body>\n<main>\n<h1>").append(name).append("</h1>\n");
    addHead();
    CodecSection codec = new CodecSection(html);
    codec.add(report.codec());
    codec.addReconstructions(gallery.reconstructions());
    new PitchSection(html).add(report.pitch());
    new GeneratedSection(html).add(report.generated());
    new HitsSection(html).add(gallery.hits(), report.hits());
    addMap();
    new NoveltySection(html).add(report.novelty());
    new KnobSection(html).add(report.knobs());
    new CostSection(html).add(report.cost());
    addLosses();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(
            ReportPage.class.getResourceAsStream("report.css"), "report.css is in the jar")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addHead() {
    EvaluationReport.Subject subject = report.subject();
    html.paragraph(
        "%d training sounds taught the judge and are searched for copies; %d sounds of other groups"
            + " were held out, %d of them lossless. Seed %d.",
        subject.trainingSounds(),
        subject.heldOutSounds(),
        subject.heldOutLossless(),
        subject.seed());
    CodecReport codec = report.codec();
    GeneratedReport generated = report.generated();
    html.append("<ul class=\"tiles\">");
    tile(
        "reconstruction, MSS",
        number(codec.distance(CodecReport.WHOLE).mss(), 2),
        "Opus at the same bit rate: " + number(codec.distance(CodecReport.OPUS).mss(), 2));
    tile(
        "kick, snare, hat told apart",
        percent(generated.generated().told()),
        "held-out recordings: " + percent(generated.heldOut().told()));
    tile(
        "right class of " + report.subject().classes().size() + ", mean of classes",
        percent(generated.generated().classAccuracy()),
        "held-out recordings: " + percent(generated.heldOut().classAccuracy()));
    generated.distances().stream()
        .findFirst()
        .ifPresent(d ->
            tile(
                "Fréchet distance",
                number(d.fad(), 1),
                "held-out recordings: " + number(d.fadFloor(), 1)));
    tile(
        "near copies of training sounds",
        percent(report.novelty().copies()),
        "held-out recordings: " + percent(report.novelty().heldOutCopies()));
    tile("knobs, mean r", number(report.knobs().meanCorrelation(), 2), "1 is a perfect knob");
    html.append("</ul>\n");
  }

  private void tile(String label, String value, String beside) {
    html.append("<li><span>").append(escape(label)).append("</span><b>").append(escape(value));
    html.append("</b><span>").append(escape(beside)).append("</span></li>");
  }

  private void addMap() {
    if (gallery.map().isEmpty()) {
      return;
    }
    html.heading("A map of the sounds");
    html.paragraph(
        "The two directions in which the judge's embeddings differ most. Like sounds are near each"
            + " other; names stand where the recordings of a class are.");
    html.append("<ul class=\"legend\">");
    for (Gallery.Origin origin : Gallery.Origin.values()) {
      html.append("<li><i class=\"").append(Charts.style(origin)).append("\"></i>");
      html.append(escape(origin.label())).append("</li>");
    }
    html.append("</ul>\n").append(Charts.map(gallery.map()));
  }

  private void addLosses() {
    if (gallery.losses().phases().isEmpty()) {
      return;
    }
    html.heading("How learning went");
    html.append("<div class=\"pictures\">");
    gallery
        .losses()
        .phases()
        .forEach((phase, curves) ->
            curves.forEach((name, values) -> html.append(Charts.loss(phase, name, values))));
    html.append("</div>\n");
  }
}
