package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;

import java.util.List;

/// HTML in the making: what the sections of a [ReportPage] write to.
final class PageBuilder {
  private final StringBuilder html = new StringBuilder();

  /// As it is: what comes from outside must have been escaped.
  PageBuilder append(String text) {
    html.append(text);
    return this;
  }

  void heading(String title) {
    html.append("<h2>").append(escape(title)).append("</h2>\n");
  }

  void paragraph(String format, Object... values) {
    html.append("<p>").append(escape(Html.format(format, values))).append("</p>\n");
  }

  /// Cells must have been escaped.
  void table(String caption, List<String> heads, List<List<String>> rows) {
    html.append(Html.table(caption, heads, rows));
  }

  /// A picture of a sound with a player below it.
  void figure(String name, String caption, float[] samples) {
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

  @Override
  public String toString() {
    return html.toString();
  }
}
