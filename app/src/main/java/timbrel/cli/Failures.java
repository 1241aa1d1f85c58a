package timbrel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import timbrel.audio.AudioFormatException;
import timbrel.codec.checkpoint.CheckpointException;
import timbrel.codec.encodec.EcdcException;
import timbrel.instrument.InstrumentException;
import timbrel.modelhub.HubException;
import timbrel.nn.weights.WeightsException;

/// Turns whatever went wrong into one line on standard error and an exit code. The environment
/// variable `TIMBREL_DEBUG=1` adds the stack trace.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final boolean showTrace;

  Failures(boolean showTrace) {
    this.showTrace = showTrace;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    int exitCode =
        switch (e) {
          case CommandException known -> known.exitCode();
          case InstrumentException badInstrument -> ExitCodes.BAD_INPUT;
          case WeightsException badNumbers -> ExitCodes.BAD_INPUT;
          case CheckpointException badModel -> ExitCodes.BAD_INPUT;
          case EcdcException badCodes -> ExitCodes.BAD_INPUT;
          case HubException noModel -> ExitCodes.BAD_INPUT;
          case AudioFormatException badSound -> ExitCodes.BAD_INPUT;
          case ParameterException badValue -> ExitCodes.USAGE;
          default -> ExitCodes.FAILURE;
        };
    if (exitCode == ExitCodes.USAGE) {
      return printUsageError(e, command);
    }
    if (exitCode != ExitCodes.NEEDS_IMPORT_LIBRARY || !Main.startedByLauncher()) {
      print(e, exitCode, command.getErr());
    }
    return exitCode;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    return printUsageError(e, e.getCommandLine());
  }

  private int printUsageError(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    print(e, ExitCodes.USAGE, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCodes.USAGE;
  }

  private void print(Exception e, int exitCode, PrintWriter err) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    err.println("timbrel: " + message.lines().findFirst().orElse("failed"));
    if (showTrace) {
      e.printStackTrace(err);
    } else if (exitCode == ExitCodes.FAILURE && !(e instanceof CommandException)) {
      err.println("This was not expected; TIMBREL_DEBUG=1 shows where it happened.");
    }
    err.flush();
  }
}
