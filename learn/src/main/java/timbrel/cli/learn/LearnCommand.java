package timbrel.cli.learn;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.cli.CommandException;
import timbrel.cli.ExitCodeHelp;
import timbrel.cli.ExitCodes;
import timbrel.cli.Subcommand;
import timbrel.cli.Version;
import timbrel.instrument.Instrument;
import timbrel.instrument.TimbrelVersion;
import timbrel.learning.LearnConfig;
import timbrel.learning.LearnRun;
import timbrel.learning.NoSoundsException;
import timbrel.learning.PausedException;
import timbrel.learning.Recipe;
import timbrel.learning.RunDirectory;
import timbrel.learning.RunJournal;

/// `timbrel learn`: a folder of sounds becomes an instrument.
@Command(
    name = "learn",
    description = {
      "Learns an instrument from a folder of drum sounds.",
      "Names of subfolders become sound classes. WAV, AIFF, FLAC, MP3, Ogg, Opus and M4A are read;"
          + " long takes are cut into hits. The folder FILE.run beside the instrument holds losses,"
          + " a table of the files taken and refused, and checkpoints: a run that was killed goes"
          + " on with --resume. Ctrl-C ends a run early and writes what it has learnt so far."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      ExitCodeHelp.FAILURE,
      ExitCodeHelp.USAGE,
      ExitCodeHelp.BAD_INPUT,
      ExitCodeHelp.CANNOT_WRITE,
      ExitCodeHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  timbrel learn my-sounds/ -o my.timbrel",
      "  timbrel learn my-sounds/ -o my.timbrel --minutes 60 --from none",
      "  timbrel learn my-sounds/ -o my.timbrel --resume"
    })
public final class LearnCommand implements Subcommand {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "the folder of sounds")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "the instrument file to write")
  private Path output;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "training time; import and evaluation come on top, about two minutes (default: 10)")
  private @Nullable Double minutes;

  @Option(
      names = "--from",
      paramLabel = "INSTRUMENT",
      description = "start from this instrument, or from none (default: starter)")
  private @Nullable String from;

  @Option(
      names = "--resume",
      description = "go on with the run that was interrupted; its options stay as they were")
  private boolean resume;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of everything random (default: random, and printed)")
  private @Nullable Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of one operation (default: all processors)")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "print the finished instrument's card as JSON")
  private boolean json;

  @Override
  public Integer call() {
    RunDirectory run = resume ? resumed() : started();
    PrintWriter err = spec.commandLine().getErr();
    ProgressDisplay display = new ProgressDisplay(err, ProgressDisplay.onTerminal());
    Interruption interruption = Interruption.onCtrlC(err);
    run.forgetWish();
    RunJournal journal =
        new RunJournal(run, display, InstantSource.system(), ProcessHandle.current().pid());
    try {
      Instrument instrument =
          new LearnRun(Recipe.DEFAULT, run, journal, interruption::requested).learn();
      display.finish();
      report(instrument, run);
      journal.end("done", "");
    } catch (PausedException e) {
      journal.end("paused", "");
      throw CommandException.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      journal.end("failed", String.valueOf(e.getMessage()));
      throw e instanceof NoSoundsException
          ? CommandException.badInput(String.valueOf(e.getMessage()))
          : e;
    } finally {
      interruption.stopListening();
    }
    return interruption.requested() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
  }

  private RunDirectory resumed() {
    RunDirectory run =
        RunDirectory.find(output)
            .orElseThrow(() ->
                CommandException.badInput(
                    "nothing to resume: there is no "
                        + RunDirectory.besides(output)
                        + "; leave --resume out to start a run"));
    Path earlier = run.config().folder();
    if (!earlier.equals(folder.toAbsolutePath())) {
      throw CommandException.usage(
          "the run to resume learns from " + earlier + ", not from " + folder);
    }
    if (minutes != null || from != null || seed != null || threads != null) {
      throw CommandException.usage(
          "--resume goes on with the options of the interrupted run; leave the others out");
    }
    return run;
  }

  private RunDirectory started() {
    if (!Files.isDirectory(folder)) {
      throw CommandException.badInput(
          folder
              + (Files.exists(folder) ? ": is a file" : ": no such folder")
              + "; expected a folder of sounds");
    }
    if (Files.isDirectory(output)) {
      throw CommandException.usage(output + ": is a folder; expected a file to write");
    }
    long chosenSeed = seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE);
    try {
      LearnConfig config =
          new LearnConfig(
              folder.toAbsolutePath(),
              output.toAbsolutePath(),
              minutes != null ? minutes : 10,
              from != null ? from : Instrument.STARTER,
              chosenSeed,
              threads != null ? threads : Runtime.getRuntime().availableProcessors());
      if (!config.fromNothing()) {
        Instrument.open(config.from()); // fails now rather than after the import
      }
      return RunDirectory.create(config, TimbrelVersion.CURRENT);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(output, e);
    }
  }

  private void report(Instrument instrument, RunDirectory run) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject done = new JsonObject();
      done.addProperty("path", output.toString());
      done.addProperty("run", run.path().toString());
      done.add("card", instrument.card().toJson());
      out.println(done);
      return;
    }
    out.printf("%s  %.1f MB, %s%n", output, size() / 1e6, classes(instrument));
    out.printf("next: ./timbrel generate %s -n 16 -o kit/%n", output);
  }

  private static String classes(Instrument instrument) {
    return String.join(", ", instrument.card().classes());
  }

  private long size() {
    try {
      return Files.size(output);
    } catch (IOException e) {
      throw CommandException.cannotRead(output, e);
    }
  }
}
