package timbrel.json;

/// A text that is no JSON of the kind that was expected.
public final class JsonException extends RuntimeException {
  /// @param what the text, as people know it
  /// @param found what it is
  /// @param expected what it should be
  public JsonException(String what, String found, String expected) {
    super("%s is %s, expected %s".formatted(what, found, expected));
  }
}
