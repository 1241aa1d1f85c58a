package timbrel.studio.json;

/// A request that makes no sense: names the field, what was found and what was expected.
public final class BadRequestException extends RuntimeException {
  private static final int LONGEST_QUOTE = 80;

  public BadRequestException(String message) {
    super(message);
  }

  /// @param found is quoted, shortened
  public BadRequestException(String field, String found, String expected) {
    super("%s is %s, expected %s".formatted(field, shortened(found), expected));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + " ...";
  }
}
