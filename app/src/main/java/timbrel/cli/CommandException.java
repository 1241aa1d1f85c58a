package timbrel.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Ends a command with one line for the user and an exit code.
public final class CommandException extends RuntimeException {
  private final int exitCode;

  private CommandException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// The work itself failed.
  public static CommandException failed(String message) {
    return new CommandException(ExitCodes.FAILURE, message, null);
  }

  /// The command line makes no sense.
  public static CommandException usage(String message) {
    return new CommandException(ExitCodes.USAGE, message, null);
  }

  /// An input file is not what it should be.
  public static CommandException badInput(String message) {
    return new CommandException(ExitCodes.BAD_INPUT, message, null);
  }

  /// An input file could not be read.
  public static CommandException cannotRead(Path file, Exception why) {
    return new CommandException(ExitCodes.BAD_INPUT, "cannot read " + reason(file, why), why);
  }

  /// An output file could not be written.
  public static CommandException cannotWrite(Path file, Exception why) {
    return new CommandException(ExitCodes.CANNOT_WRITE, "cannot write " + reason(file, why), why);
  }

  /// The sound is not a WAV file and the library that reads others is not here.
  static CommandException needsImportLibrary(String message) {
    return new CommandException(ExitCodes.NEEDS_IMPORT_LIBRARY, message, null);
  }

  public int exitCode() {
    return exitCode;
  }

  /// The JDK's messages of file errors are often nothing but the path.
  private static String reason(Path file, Exception why) {
    Throwable cause =
        why instanceof UncheckedIOException io && io.getCause() != null ? io.getCause() : why;
    String reason =
        switch (cause) {
          case NoSuchFileException missing -> "no such file or folder";
          case AccessDeniedException denied -> "permission denied";
          case NotDirectoryException file0 -> "not a folder";
          case FileAlreadyExistsException there -> "a file of that name is in the way";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default ->
              cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
    return file + ": " + reason;
  }
}
