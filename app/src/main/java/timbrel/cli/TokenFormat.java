package timbrel.cli;

import java.nio.file.Path;
import java.util.Locale;
import timbrel.instrument.TokenFile;

/// How tokens are stored: told by the ending of the file name.
enum TokenFormat {
  NPY,
  TOKENS;

  static TokenFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return NPY;
    }
    if (name.endsWith(TokenFile.EXTENSION)) {
      return TOKENS;
    }
    throw CommandException.usage(
        file + ": expected a name that ends in .npy or " + TokenFile.EXTENSION);
  }
}
