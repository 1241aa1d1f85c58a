package timbrel.evaluation;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Pieces of HTML that are also XML. All text that comes from outside, such as file names, goes
/// through [#escape].
public final class Html {
  private Html() {}

  /// Text that is only text, in an element as in an attribute. Characters that XML does not know
  /// become spaces.
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.appendCodePoint(isText(c) ? c : ' ');
          }
        });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean turnsAround = c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E);
    return !Character.isISOControl(c) && !surrogate && !turnsAround && (c & 0xFFFE) != 0xFFFE;
  }

  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  public static String dataUri(String type, byte[] data) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(data);
  }

  /// A table; heads and first cells are headings.
  ///
  /// @param caption what it shows
  /// @param rows of cells that are HTML already
  public static String table(String caption, List<String> heads, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>");
    html.append(escape(caption)).append("</caption><thead><tr>");
    heads.forEach(h -> html.append("<th scope=\"col\">").append(escape(h)).append("</th>"));
    html.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr><th scope=\"row\">").append(row.getFirst()).append("</th>");
      row.stream().skip(1).forEach(c -> html.append("<td>").append(c).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }
}
