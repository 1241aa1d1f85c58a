package timbrel.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import timbrel.codec.encodec.EcdcFile;
import timbrel.codec.waveform.CodeArchive;
import timbrel.instrument.TokenFile;

/// How tokens are stored: told by the ending of the file name.
enum TokenFormat {
  NPY(".npy"),
  TOKENS(TokenFile.EXTENSION),
  ECDC(EcdcFile.EXTENSION),
  NPZ(CodeArchive.EXTENSION);

  /// What an instrument's tokens are stored as.
  static final Set<TokenFormat> OF_INSTRUMENTS = EnumSet.of(NPY, TOKENS);

  private final String ending;

  TokenFormat(String ending) {
    this.ending = ending;
  }

  /// @throws CommandException unless the name ends like one of the formats
  static TokenFormat of(Path file, Set<TokenFormat> possible) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return possible.stream()
        .filter(format -> name.endsWith(format.ending))
        .findFirst()
        .orElseThrow(() ->
            CommandException.usage(
                file
                    + ": expected a name that ends in "
                    + possible.stream().map(f -> f.ending).collect(Collectors.joining(" or "))));
  }
}
