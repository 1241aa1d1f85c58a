package timbrel.experiment;

/// An experiment that is not described as it should be.
public final class SpecException extends RuntimeException {
  /// @param field what is wrong, as `arms[1].model`
  /// @param found what it is
  /// @param expected what it should be
  SpecException(String field, String found, String expected) {
    super("%s is %s, expected %s".formatted(field, found, expected));
  }
}
