package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.mean;
import static timbrel.evaluation.ReportText.number;

import java.util.ArrayList;
import java.util.List;

/// Does the codec keep the sound? Distances, tokens, and recordings to compare by ear.
final class CodecSection {
  private final PageBuilder html;

  CodecSection(PageBuilder html) {
    this.html = html;
  }

  void add(CodecReport codec) {
    html.heading("Does the codec keep the sound?");
    html.paragraph(
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
                  CodecReport.WHOLE,
                  CodecReport.OPUS,
                  CodecReport.OPUS_TWICE,
                  CodecReport.OPUS_REFERENCE,
                  CodecReport.NOISE)) {
            row.add(number(c.distances().getOrDefault(version, SoundDistance.NONE).mss(), 2));
          }
          rows.add(row);
        });
    html.append("<details open=\"open\"><summary>By class</summary>");
    html.append(
        Html.table(
            "MSS by class",
            List.of("class", "sounds", "Timbrel", "Opus", "Opus × 2", "Opus 12k", "noise"),
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

  void addReconstructions(List<Gallery.Reconstruction> reconstructions) {
    if (reconstructions.isEmpty()) {
      return;
    }
    html.append("<h3>Listen: original, codec, Opus</h3>\n");
    html.paragraph(
        "One held-out recording of each class. Time runs to the right, pitch upwards; light is loud.");
    for (Gallery.Reconstruction r : reconstructions) {
      String name = r.original().name();
      html.append("<div class=\"row\">");
      html.figure(name, name, r.original().samples());
      html.figure(
          name + ", through the codec", "codec, MSS " + number(r.distance().mss(), 2), r.codec());
      html.figure(name + ", through Opus", "Opus at the same bit rate", r.opus());
      html.append("</div>\n");
    }
  }
}
