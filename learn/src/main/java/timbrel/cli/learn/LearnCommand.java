package timbrel.cli.learn;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.cli.CommandException;
import timbrel.cli.ExitCodeHelp;
import timbrel.cli.ExitCodes;
import timbrel.cli.Instruments;
import timbrel.cli.Models;
import timbrel.cli.Subcommand;
import timbrel.cli.Version;
import timbrel.codec.pretrained.PretrainedCodec;
import timbrel.instrument.Instrument;
import timbrel.instrument.TimbrelVersion;
import timbrel.learning.CodeLayout;
import timbrel.learning.CodecChoice;
import timbrel.learning.LearnConfig;
import timbrel.learning.LearnRun;
import timbrel.learning.NoSoundsException;
import timbrel.learning.Part;
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
      "  timbrel learn my-sounds/ -o my.timbrel --resume",
      "  timbrel learn my-sounds/ -o my.timbrel --codec facebook/encodec_24khz"
    })
public final class LearnCommand implements Subcommand {
  /// As many as the starter's codec has.
  private static final int USUAL_CODEBOOKS = 8;

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
      names = "--codec",
      paramLabel = "MODEL",
      description = {
        "learn tokens of this EnCodec or DAC model instead of training a codec: a folder in Hugging"
            + " Face layout, or a name such as facebook/encodec_24khz;",
        "its weights become part of the instrument, under their own licence"
      })
  private @Nullable String codec;

  @Option(
      names = "--codebooks",
      paramLabel = "K",
      description = "with --codec, use only its first K codebooks (default: 8 or all)")
  private @Nullable Integer codebooks;

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

  @Option(
      names = "--only",
      hidden = true,
      defaultValue = "all",
      paramLabel = "PART",
      description = "codec, autoencoder, decoder, tokens or classifier: how the starter is made")
  private String part;

  @Option(
      names = "--codes",
      hidden = true,
      paramLabel = "FxKxN",
      description = "spectra per frame, codebooks, codebook size of a codec to be learnt")
  private @Nullable String codes;

  @Option(
      names = "--tokens-from",
      hidden = true,
      paramLabel = "INSTRUMENT",
      description = {
        "take over the token model of another instrument with the same codes;",
        "with --only tokens, of one with other codes all but the codes themselves"
      })
  private @Nullable String tokensFrom;

  @Option(names = "--json", description = "print the finished instrument's card as JSON")
  private boolean json;

  @Override
  public Integer call() {
    RunDirectory run = resume ? resumed() : started();
    PrintWriter err = spec.commandLine().getErr();
    ProgressDisplay display = new ProgressDisplay(err, ProgressDisplay.onTerminal());
    run.forgetWish();
    RunJournal journal =
        new RunJournal(run, display, InstantSource.system(), ProcessHandle.current().pid());
    try (Interruption interruption = Interruption.asWish(err)) {
      Instrument instrument =
          new LearnRun(Recipe.DEFAULT, run, journal, interruption::requested).learn();
      display.finish();
      report(instrument, run);
      journal.end(run.isComplete() ? "done" : "paused", "");
      return interruption.requested() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    } catch (PausedException e) {
      end(journal, "paused", "");
      throw CommandException.failed(String.valueOf(e.getMessage()));
    } catch (NoSoundsException e) {
      end(journal, "failed", String.valueOf(e.getMessage()));
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      end(journal, "failed", String.valueOf(e.getMessage()));
      err.println("what is learnt so far is kept, and --resume goes on from it");
      throw CommandException.cannotWrite(run.path(), e);
    } catch (RuntimeException e) {
      end(journal, "failed", String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /// Where the disk is full, what went wrong is said on the console all the same.
  private static void end(RunJournal journal, String state, String problem) {
    try {
      journal.end(state, problem);
    } catch (UncheckedIOException e) {
      // the journal keeps its last entry
    }
  }

  private RunDirectory resumed() {
    RunDirectory run =
        RunDirectory.find(output)
            .orElseThrow(() ->
                CommandException.badInput(
                    "nothing to resume: there is no "
                        + RunDirectory.besides(output)
                        + "; leave --resume out to start a run"));
    if (run.isComplete()) {
      throw CommandException.badInput(
          "nothing to resume: the run of %1$s came to its end; --from %1$s and another -o learn on"
              .formatted(output));
    }
    Path earlier = run.config().folder();
    if (!earlier.equals(folder.toAbsolutePath())) {
      throw CommandException.usage(
          "the run to resume learns from " + earlier + ", not from " + folder);
    }
    if (minutes != null
        || from != null
        || seed != null
        || threads != null
        || codec != null
        || codebooks != null) {
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
    if (from != null && isSameFile(Path.of(from), output)) {
      throw CommandException.usage(
          "--from and -o are both " + output + "; what is learnt from stays, so name another file");
    }
    long chosenSeed = seed != null ? seed : new SecureRandom().nextInt(Integer.MAX_VALUE);
    try {
      LearnConfig config =
          new LearnConfig(
              folder.toAbsolutePath(),
              output.toAbsolutePath(),
              minutes != null ? minutes : 10,
              from != null ? from : codec != null ? LearnConfig.NOTHING : Instrument.STARTER,
              chosenSeed,
              threads != null ? threads : Runtime.getRuntime().availableProcessors(),
              chosenCodec(),
              scope());
      if (!config.fromNothing()) {
        Instruments.open(config.from()); // fails now rather than after the import
      }
      return RunDirectory.create(config, TimbrelVersion.CURRENT);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(output, e);
    }
  }

  private static boolean isSameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private LearnConfig.Scope scope() {
    return new LearnConfig.Scope(
        Part.of(part),
        Optional.ofNullable(codes).map(CodeLayout::parse),
        Optional.ofNullable(tokensFrom));
  }

  /// Opened now, so that what is wrong with it is known before the import.
  private Optional<CodecChoice> chosenCodec() {
    if (codec == null) {
      if (codebooks != null) {
        throw CommandException.usage("--codebooks is for a codec that --codec names");
      }
      return Optional.empty();
    }
    PrintWriter err = spec.commandLine().getErr();
    String name = codec;
    Path model =
        Models.codecFolder(name, err)
            .orElseThrow(() ->
                CommandException.badInput(
                    name + ": is no model folder; --codec takes EnCodec and DAC models"));
    int most = PretrainedCodec.load(model).spec().codebooks();
    int count = codebooks != null ? codebooks : Math.min(USUAL_CODEBOOKS, most);
    CodecChoice choice = new CodecChoice(name, model, Models.licence(model), count);
    err.printf(
        "%s becomes part of the instrument; licence of its weights: %s%n",
        choice.config().model(), choice.licence());
    return Optional.of(choice);
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
