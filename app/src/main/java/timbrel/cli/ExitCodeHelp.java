package timbrel.cli;

/// The exit codes as every command's help lists them.
public final class ExitCodeHelp {
  public static final String HEADING = "%nExit codes:%n";

  public static final String OK = "0:all is done";
  public static final String FAILURE = "1:the work itself failed";
  public static final String USAGE = "2:the command line makes no sense";
  public static final String BAD_INPUT = "3:an input file is missing or not what it should be";
  public static final String CANNOT_WRITE = "4:a file could not be written";
  public static final String INTERRUPTED = "130:stopped with Ctrl-C";

  private ExitCodeHelp() {}
}
