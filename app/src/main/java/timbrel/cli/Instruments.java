package timbrel.cli;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import timbrel.instrument.Instrument;

/// Opens what a user named as an instrument.
public final class Instruments {
  /// How every command describes its instrument.
  public static final String DESCRIPTION =
      "a .timbrel file, or 'starter' for the built-in instrument";

  private Instruments() {}

  /// @throws CommandException if there is no such file
  public static Instrument open(String nameOrPath) {
    try {
      return Instrument.open(nameOrPath);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(Path.of(nameOrPath), e);
    } catch (InvalidPathException e) {
      throw CommandException.badInput(nameOrPath + ": no such file");
    }
  }
}
