package timbrel.codec.encodec;

/// An `.ecdc` file that cannot be used: the message names the file, what was found and what was
/// expected.
public final class EcdcException extends RuntimeException {
  /// @param file its name
  /// @param problem what was found, and what was expected
  public EcdcException(String file, String problem) {
    super(file + ": " + problem);
  }
}
