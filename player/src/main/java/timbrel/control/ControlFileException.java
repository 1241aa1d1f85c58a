package timbrel.control;

/// A mapping or set that cannot be used: the message names the file, the line, what is there and
/// what was expected.
public final class ControlFileException extends RuntimeException {
  private static final int LONGEST_QUOTE = 60;

  ControlFileException(String place, String field, String found, String expected) {
    super("%s: %s is %s, expected %s".formatted(place, field, found, expected));
  }

  /// What a hostile file says must not flood the terminal.
  static String quoted(String text) {
    StringBuilder quote = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> quote.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    return quote.append(cut ? "...'" : "'").toString();
  }
}
