package timbrel.experiment;

import static timbrel.evaluation.Html.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.evaluation.Html;
import timbrel.evaluation.SpectrogramPicture;
import timbrel.evaluation.WavBytes;

/// The sounds of an experiment side by side, as one page that needs nothing else and runs no
/// script: a row for each arm and seed, a column for each class, always the same chance.
final class AudioWall {
  private static final int RATE = 44_100;
  private static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'";

  private final ExperimentResult result;
  private final ExperimentFolder folder;
  private final List<String> classes;
  private final StringBuilder html = new StringBuilder();

  AudioWall(ExperimentResult result, ExperimentFolder folder, List<String> classes) {
    this.result = result;
    this.folder = folder;
    this.classes = classes;
  }

  String html() {
    html.setLength(0);
    ExperimentSpec spec = result.spec();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(escape(POLICY));
    html.append("\"/>\n<title>").append(escape(spec.title())).append("</title>\n<style>\n");
    html.append(style()).append("</style>\n</head>\n<body>\n<main>\n<h1>");
    html.append(escape(spec.title())).append("</h1>\n<p>").append(escape(spec.question()));
    html.append("</p>\n<p class=\"soft\">");
    html.append(
        escape(
            "%d steps from each of the seeds %s on %s."
                .formatted(spec.steps(), spec.seeds(), result.data())));
    html.append(" The hits of a column were asked for alike, with the same chance.</p>\n");
    addTable();
    addWall();
    addMeanings();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private void addTable() {
    List<List<String>> rows = new ResultTable(result).rows();
    List<List<String>> cells = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      cells.add(row.stream().map(Html::escape).toList());
    }
    html.append(
        Html.table(
            "means over the seeds ± standard error",
            rows.getFirst().stream().map(head -> head.isEmpty() ? "arm" : head).toList(),
            cells));
  }

  private void addWall() {
    html.append(
        "<div class=\"scroll\"><table class=\"wall\"><thead><tr><th scope=\"col\">arm</th>");
    for (String name : classes) {
      html.append("<th scope=\"col\" colspan=\"2\">").append(escape(name)).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
    addRow(result.reference().arm(), 0, result.reference().arm());
    for (ExperimentSpec.Arm arm : result.spec().arms()) {
      for (long seed : result.spec().seeds()) {
        addRow(arm.name(), seed, arm.name() + ", seed " + seed);
      }
    }
    html.append("</tbody></table></div>\n");
  }

  private void addRow(String arm, long seed, String label) {
    html.append("<tr><th scope=\"row\">").append(escape(label)).append("</th>");
    for (String name : classes) {
      for (int i = 0; i < 2; i++) {
        html.append("<td>");
        Path file = folder.sound(arm, seed, name, i);
        if (Files.isRegularFile(file)) {
          addSound(file, label + ", " + name + " " + (i + 1));
        }
        html.append("</td>");
      }
    }
    html.append("</tr>\n");
  }

  private void addSound(Path file, String label) {
    float[] samples = mono(file);
    html.append("<img alt=\"spectrogram of ").append(escape(label)).append("\" src=\"");
    html.append(Html.dataUri("image/png", SpectrogramPicture.of(samples)));
    html.append("\"/><audio controls=\"controls\" preload=\"none\" aria-label=\"");
    html.append(escape(label)).append("\" src=\"");
    html.append(Html.dataUri("audio/wav", WavBytes.of(samples))).append("\"></audio>");
  }

  private static float[] mono(Path file) {
    var wav = WavFile.read(file);
    return new Sound(wav.channels()[0], wav.sampleRate()).resampledTo(RATE).samples();
  }

  private void addMeanings() {
    html.append("<dl>");
    for (Measure measure : result.spec().measures()) {
      html.append("<dt>").append(escape(measure.label())).append("</dt><dd>");
      html.append(escape(measure.meaning())).append("</dd>");
    }
    html.append("</dl>\n");
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(
            AudioWall.class.getResourceAsStream("wall.css"), "wall.css is in the jar")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
