package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.mean;
import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;
import static timbrel.evaluation.ReportText.spread;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The report as one page of HTML that needs nothing else: style, drawings, pictures and sounds are
/// inside. Every drawing has its numbers in a table; the page runs no script.
final class ReportPage {
  private static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'";

  private final EvaluationReport report;
  private final Gallery gallery;
  private final StringBuilder html = new StringBuilder();

  ReportPage(EvaluationReport report, Gallery gallery) {
    this.report = report;
    this.gallery = gallery;
  }

  String html() {
    html.setLength(0);
    String name = escape(report.subject().instrument());
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html.append(escape(POLICY)).append("\"/>\n<title>").append(name);
    html.append(" – evaluation</title>\n<style>\n").append(style());
    html.append("</style>\n</head>\n<body>\n<main>\n<h1>").append(name).append("</h1>\n");
    addHead();
    addCodec(report.codec());
    addReconstructions();
    addGenerated(report.generated());
    addHits();
    addMap();
    addNovelty(report.novelty());
    addKnobs(report.knobs());
    addCost(report.cost());
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
    paragraph(
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
        "right class of " + report.subject().classes().size(),
        percent(generated.generated().accuracy()),
        "held-out recordings: " + percent(generated.heldOut().accuracy()));
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

  private void addCodec(CodecReport codec) {
    heading("Does the codec keep the sound?");
    paragraph(
        "Measured on %d held-out lossless recordings, %.0f s. MSS compares spectra at three"
            + " resolutions, LSD in fine detail, onset the attacks, MFCC and log-mel the coarse"
            + " shape; all are 0 for equal sounds.",
        codec.sounds(), codec.seconds());
    html.append(Charts.quality(codec));
    List<List<String>> rows = new ArrayList<>();
    for (CodecReport.Version v : codec.versions()) {
      SoundDistance d = v.distance();
      rows.add(
          List.of(
              escape(v.name()),
              number(v.bitsPerSecond() / 1000, 1),
              number(d.mss(), 2),
              number(d.lsd(), 2),
              number(d.onset(), 2),
              number(d.mfcc(), 2),
              number(d.logMel(), 2)));
    }
    html.append(
        Html.table(
            "Mean distance from the originals",
            List.of("version", "kbit/s", "MSS", "LSD", "onset", "MFCC", "log-mel"),
            rows));
    addCodecByClass(codec);
    addTokens(codec.tokens());
  }

  private void addCodecByClass(CodecReport codec) {
    List<List<String>> rows = new ArrayList<>();
    codec
        .classes()
        .forEach((name, c) -> {
          List<String> row = new ArrayList<>();
          row.add(escape(name));
          row.add(Integer.toString(c.sounds()));
          for (String version :
              List.of(
                  CodecReport.WHOLE, CodecReport.OPUS, CodecReport.OPUS_TWICE, CodecReport.NOISE)) {
            row.add(number(c.distances().getOrDefault(version, SoundDistance.NONE).mss(), 2));
          }
          rows.add(row);
        });
    html.append("<details open=\"open\"><summary>By class</summary>");
    html.append(
        Html.table(
            "MSS by class",
            List.of("class", "sounds", "Timbrel", "Opus", "Opus × 2", "noise"),
            rows));
    html.append("</details>\n");
  }

  private void addTokens(CodecReport.Tokens tokens) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < tokens.codesUsed().length; k++) {
      rows.add(
          List.of(
              "codebook " + (k + 1),
              number(tokens.unigramBits()[k], 2),
              number(tokens.firstOrderBits()[k], 2),
              tokens.codesUsed()[k] + " of " + tokens.codebookSize()));
    }
    rows.add(
        List.of(
            "mean",
            number(mean(tokens.unigramBits()), 2),
            number(mean(tokens.firstOrderBits()), 2),
            ""));
    html.append("<details><summary>How predictable the tokens are</summary>");
    html.append(
        Html.table(
            "Bits per token over %,d tokens, without a model".formatted(tokens.codes()),
            List.of("", "frequencies known", "token before known", "codes in use"),
            rows));
    html.append("</details>\n");
  }

  private void addReconstructions() {
    if (gallery.reconstructions().isEmpty()) {
      return;
    }
    html.append("<h3>Listen: original, codec, Opus</h3>\n");
    paragraph(
        "One held-out recording of each class. Time runs to the right, pitch upwards; light is loud.");
    for (Gallery.Reconstruction r : gallery.reconstructions()) {
      String name = r.original().name();
      html.append("<div class=\"row\">");
      figure(name, name, r.original().samples());
      figure(
          name + ", through the codec", "codec, MSS " + number(r.distance().mss(), 2), r.codec());
      figure(name + ", through Opus", "Opus at the same bit rate", r.opus());
      html.append("</div>\n");
    }
  }

  /// A picture of a sound with a player below it.
  private void figure(String name, String caption, float[] samples) {
    String seconds = Html.format("%.2f s", samples.length / 44_100.0);
    html.append("<figure><img alt=\"Spectrogram of ").append(escape(name)).append(", ");
    html.append(seconds).append("\" src=\"");
    html.append(Html.dataUri("image/png", SpectrogramPicture.of(samples)));
    html.append("\"/><audio controls=\"controls\" preload=\"none\" aria-label=\"");
    html.append(escape(name)).append("\" src=\"");
    html.append(Html.dataUri("audio/wav", WavBytes.of(samples)));
    html.append("\"></audio><figcaption>").append(escape(caption)).append(", ").append(seconds);
    html.append("</figcaption></figure>\n");
  }

  private void addGenerated(GeneratedReport generated) {
    heading("Are generated sounds like drums?");
    paragraph(
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
            List.of("", "sounds", "right class", "kick, snare, hat told apart", "inception score"),
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

  private void addHits() {
    if (!gallery.hits().isEmpty()) {
      html.append("<h3>Listen: generated hits</h3>\n");
      Map<String, List<LabelledSound>> classes = new LinkedHashMap<>();
      gallery
          .hits()
          .forEach(h -> classes.computeIfAbsent(h.soundClass(), n -> new ArrayList<>()).add(h));
      for (List<LabelledSound> hits : classes.values()) {
        html.append("<div class=\"hits\">");
        hits.forEach(h -> figure(h.name(), h.name(), h.samples()));
        html.append("</div>\n");
      }
    }
    if (!report.hits().isEmpty()) {
      html.append("<h3>Attack, decay and brightness next to real hits</h3>\n");
      html.append("<ul class=\"legend\"><li><i class=\"real\"></i>recordings</li>");
      html.append(
          "<li><i class=\"ours\"></i>generated</li><li>dot: median, bar: middle half</li></ul>");
      html.append("<div class=\"pictures\">");
      List<ClassComparison> hits = report.hits();
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

  private void addMap() {
    if (gallery.map().isEmpty()) {
      return;
    }
    heading("A map of the sounds");
    paragraph(
        "The two directions in which the judge's embeddings differ most. Like sounds are near each"
            + " other; names stand where the recordings of a class are.");
    html.append("<ul class=\"legend\">");
    for (Gallery.Origin origin : Gallery.Origin.values()) {
      html.append("<li><i class=\"").append(Charts.style(origin)).append("\"></i>");
      html.append(escape(origin.label())).append("</li>");
    }
    html.append("</ul>\n").append(Charts.map(gallery.map()));
  }

  private void addNovelty(NoveltyReport novelty) {
    heading("Are they new?");
    paragraph(
        "A generated sound is on average %s dB from the training sound nearest to it; a held-out"
            + " recording is %s dB. Of training sounds, 99 of 100 are farther than %s dB from any"
            + " sound of another group: nearer than that counts as a near copy.",
        number(novelty.meanNearest(), 1),
        number(novelty.meanNearestHeldOut(), 1),
        number(novelty.copyThreshold(), 1));
    paragraph(
        "Near copies: %s of the generated sounds, %s of the held-out recordings. Sounds of one class"
            + " differ from each other %s times as much as recordings do; far below 1, the model"
            + " would make one sound again and again.",
        percent(novelty.copies()), percent(novelty.heldOutCopies()), number(novelty.spread(), 2));
    List<List<String>> rows = new ArrayList<>();
    for (NoveltyReport.Neighbour n : novelty.nearest()) {
      rows.add(List.of(escape(n.generated()), escape(n.training()), number(n.distance(), 1)));
    }
    html.append(
        Html.table(
            "The generated sounds that are nearest to a training sound",
            List.of("generated", "training sound", "dB apart"),
            rows));
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

  private void addKnobs(KnobReport knobs) {
    heading("Do the knobs work?");
    paragraph(
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
    paragraph(
        "Pitch is asked only of classes of whose recordings at least half have one: %s.",
        String.join(", ", knobs.voicedClasses()));
  }

  private void addCost(CostReport cost) {
    heading("How heavy is it?");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("parameters", Html.format("%,d", cost.parameters())));
    rows.add(List.of("of the codec", Html.format("%,d", cost.codecParameters())));
    rows.add(List.of("of the token model", Html.format("%,d", cost.tokenModelParameters())));
    rows.add(List.of("of the classifier", Html.format("%,d", cost.classifierParameters())));
    rows.add(List.of("file", Html.format("%,d bytes", cost.fileBytes())));
    rows.add(
        List.of(
            "decoder, multiply-adds per second of sound",
            number(cost.decoderMultiplyAdds() / 1e9, 3) + " G"));
    rows.add(
        List.of(
            "token model, multiply-adds per second of sound",
            number(cost.tokenModelMultiplyAdds() / 1e9, 3) + " G"));
    rows.add(List.of("encode, one core", number(cost.encodeTimesRealTime(), 0) + " × real time"));
    rows.add(List.of("decode, one core", number(cost.decodeTimesRealTime(), 0) + " × real time"));
    rows.add(
        List.of("generate, one core", number(cost.generateTimesRealTime(), 0) + " × real time"));
    rows.add(
        List.of(
            "peak memory while measuring", Html.format("%,d MB", cost.peakMemoryBytes() >> 20)));
    rows.add(List.of("training", number(cost.trainingMinutes(), 1) + " minutes"));
    rows.add(List.of("energy of training, estimated", number(cost.trainingWattHours(), 1) + " Wh"));
    rows.add(List.of("estimated as", escape(cost.energyFormula())));
    html.append(
        Html.table("Speeds were measured on the machine that wrote this", List.of("", ""), rows));
  }

  private void addLosses() {
    if (gallery.losses().phases().isEmpty()) {
      return;
    }
    heading("How learning went");
    html.append("<div class=\"pictures\">");
    gallery
        .losses()
        .phases()
        .forEach((phase, curves) ->
            curves.forEach((name, values) -> html.append(Charts.loss(phase, name, values))));
    html.append("</div>\n");
  }

  private void heading(String title) {
    html.append("<h2>").append(escape(title)).append("</h2>\n");
  }

  private void paragraph(String format, Object... values) {
    html.append("<p>").append(escape(Html.format(format, values))).append("</p>\n");
  }
}
