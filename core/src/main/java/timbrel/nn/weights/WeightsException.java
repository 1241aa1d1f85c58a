package timbrel.nn.weights;

/// A file of weights or arrays that is not what it should be. The message names the file, the
/// tensor or field, and what was expected.
public final class WeightsException extends RuntimeException {
  /// @param source the file, or what stands for it
  /// @param problem what was found, and what was expected
  public WeightsException(String source, String problem) {
    super(source + ": " + problem);
  }

  /// As above, when another error showed it.
  public WeightsException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
