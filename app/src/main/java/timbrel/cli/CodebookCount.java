package timbrel.cli;

import org.jspecify.annotations.Nullable;

/// Checks `--codebooks`.
final class CodebookCount {
  private CodebookCount() {}

  /// @param asked null for all
  /// @param there how many there are
  static int checked(@Nullable Integer asked, int there) {
    if (asked == null) {
      return there;
    }
    if (asked < 1 || asked > there) {
      throw CommandException.usage("--codebooks is %d, expected 1 to %d".formatted(asked, there));
    }
    return asked;
  }
}
