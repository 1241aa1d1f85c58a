package timbrel.cli;

/// What the program ends with; the same for every subcommand.
public final class ExitCodes {
  /// All is done.
  public static final int OK = 0;

  /// The work itself failed.
  public static final int FAILURE = 1;

  /// The command line makes no sense.
  public static final int USAGE = 2;

  /// A file that was to be read is missing, or is not what it should be.
  public static final int BAD_INPUT = 3;

  /// A file could not be written.
  public static final int CANNOT_WRITE = 4;

  /// Asks the launcher to run the same command again with the import library on the class path. The
  /// launcher swallows it; users never see it.
  public static final int NEEDS_IMPORT_LIBRARY = 93;

  /// Stopped with Ctrl-C.
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
