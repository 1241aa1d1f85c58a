package timbrel.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The words of one line, read from left to right, with errors that name the place.
///
/// Words are separated by blanks; one in double quotes may contain them, and `\"` and `\\`. A word
/// that starts with `#` begins a comment.
final class Line {
  private final String place;
  private final List<String> words = new ArrayList<>();
  private int next;

  /// @param place file and line, for errors
  Line(String text, String place) {
    this.place = place;
    int i = 0;
    while (i < text.length() && text.charAt(i) != '#') {
      if (Character.isWhitespace(text.charAt(i))) {
        i++;
      } else {
        i = text.charAt(i) == '"' ? quotedWord(text, i + 1) : plainWord(text, i);
      }
    }
  }

  private int plainWord(String text, int from) {
    int to = from;
    while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    words.add(text.substring(from, to));
    return to;
  }

  private int quotedWord(String text, int from) {
    StringBuilder word = new StringBuilder();
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        words.add(word.toString());
        return i + 1;
      }
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
      }
      word.append(c);
    }
    throw new ControlFileException(place, "word", "without its closing quote", "one");
  }

  /// A word as a line holds it, in quotes where it needs them.
  static String quote(String word) {
    boolean plain = word.matches("[\\p{L}\\p{N}_./+-]+");
    return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  boolean hasNext() {
    return next < words.size();
  }

  /// The next word, or the complaint that there is none.
  String word(String field, String expected) {
    if (!hasNext()) {
      throw wrong(field, "missing", expected);
    }
    return words.get(next++);
  }

  /// Goes past the next word if it is this one.
  boolean accept(String word) {
    boolean there = hasNext() && words.get(next).equalsIgnoreCase(word);
    if (there) {
      next++;
    }
    return there;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw wrong("'" + word + "'", hasNext() ? quoted(words.get(next)) : "missing", "it");
    }
  }

  /// The next word without going past it.
  Optional<String> peek() {
    return hasNext() ? Optional.of(words.get(next)) : Optional.empty();
  }

  int integer(String field, int low, int high) {
    return (int) whole(field, low, high);
  }

  long whole(String field, long low, long high) {
    String expected = "a whole number from %d to %d".formatted(low, high);
    String word = word(field, expected);
    try {
      long value = Long.parseLong(word);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      // complained of below
    }
    throw wrong(field, quoted(word), expected);
  }

  /// @param unit what follows the number, such as "V"; may be empty
  float number(String field, String unit, double low, double high) {
    String expected = "%s%s to %s%s".formatted(text(low), unit, text(high), unit);
    String word = word(field, expected);
    return number(word, field, unit, expected, low, high);
  }

  /// Two numbers with two dots in between, such as `-5V..5V`; the first may be the greater one.
  Range range(String field, String unit, double low, double high) {
    String expected = "a range within %s%s..%s%s".formatted(text(low), unit, text(high), unit);
    String word = word(field, expected);
    int dots = word.indexOf("..");
    if (dots < 0) {
      throw wrong(field, quoted(word), expected);
    }
    Range range =
        new Range(
            number(word.substring(0, dots), field, unit, expected, low, high),
            number(word.substring(dots + 2), field, unit, expected, low, high));
    if (range.low() == range.high()) {
      throw wrong(field, quoted(word), "two different ends");
    }
    return range;
  }

  boolean atRange(String unit) {
    return peek().filter(word -> word.matches("[-+0-9.]+%s\\.\\..*".formatted(unit))).isPresent();
  }

  private float number(
      String word, String field, String unit, String expected, double low, double high) {
    boolean hasUnit = word.toLowerCase(Locale.ROOT).endsWith(unit.toLowerCase(Locale.ROOT));
    try {
      // without letters: Java would also read 1e9, 0x1p3, NaN and 5f
      String digits = hasUnit ? word.substring(0, word.length() - unit.length()) : "";
      double value = digits.matches("[-+0-9.]{1,30}") ? Double.parseDouble(digits) : Double.NaN;
      if (value >= low && value <= high) {
        return (float) value + 0f; // no -0
      }
    } catch (NumberFormatException e) {
      // complained of below
    }
    throw wrong(field, quoted(word), expected);
  }

  /// Complains of words that nobody has asked for.
  void end() {
    if (hasNext()) {
      throw wrong("end of the line", "followed by " + quoted(words.get(next)), "nothing more");
    }
  }

  ControlFileException wrong(String field, String found, String expected) {
    return new ControlFileException(place, field, found, expected);
  }

  static String quoted(String word) {
    return ControlFileException.quoted(word);
  }

  /// A number as short as it reads back the same.
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : new java.math.BigDecimal(Float.toString((float) value)).toPlainString();
  }
}
