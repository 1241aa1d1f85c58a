package timbrel.instrument;

import java.nio.file.Path;

/// A file that is not a whole, sound instrument (or token file): names the file, the field, what
/// was found there and what was expected.
public final class InstrumentException extends RuntimeException {
  private static final int LONGEST_QUOTE = 80;

  /// @param field of the card or the file's header
  /// @param found what it is
  /// @param expected what it should be
  public InstrumentException(String field, String found, String expected) {
    super("%s is %s, expected %s".formatted(field, shortened(found), expected));
  }

  private InstrumentException(String message, RuntimeException cause) {
    super(message, cause);
  }

  /// The same complaint with the name of the file in front.
  public InstrumentException in(Path file) {
    return new InstrumentException(file + ": " + getMessage(), this);
  }

  /// What a part (a layer, a tensor, a configuration) has to complain about.
  static InstrumentException of(RuntimeException complaint) {
    return complaint instanceof InstrumentException mine
        ? mine
        : new InstrumentException(String.valueOf(complaint.getMessage()), complaint);
  }

  /// What a hostile file says must not flood the terminal.
  private static String shortened(String text) {
    StringBuilder oneLine = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> oneLine.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    return cut ? oneLine + " ..." : oneLine.toString();
  }
}
