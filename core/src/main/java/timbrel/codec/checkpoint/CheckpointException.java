package timbrel.codec.checkpoint;

import java.nio.file.Path;

/// A model folder that is not what it should be. The message names the file, the field or tensor,
/// what was found and what was expected.
public final class CheckpointException extends RuntimeException {
  private static final int LONGEST_QUOTE = 80;

  /// @param file the folder or the file in it
  /// @param problem what was found, and what was expected
  public CheckpointException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /// As above, when another error showed it.
  public CheckpointException(Path file, String problem, RuntimeException cause) {
    super(file + ": " + problem, cause);
  }

  /// What a hostile file says must not flood the terminal.
  static String quoted(String text) {
    StringBuilder oneLine = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> oneLine.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return oneLine.toString();
  }
}
