package timbrel.cli.learn;

import com.google.gson.JsonArray;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import timbrel.cli.Models;
import timbrel.cli.Outputs;
import timbrel.cli.Subcommand;
import timbrel.cli.Version;
import timbrel.experiment.DataSource;
import timbrel.experiment.Experiment;
import timbrel.experiment.ExperimentResult;
import timbrel.experiment.ExperimentSpec;
import timbrel.experiment.ResultTable;
import timbrel.experiment.SpecException;
import timbrel.experiment.SpecReader;
import timbrel.experiment.StoppedException;
import timbrel.experiment.TokenData;
import timbrel.learning.CodecChoice;
import timbrel.learning.NoSoundsException;

/// `timbrel experiment`: change one thing and see what it does.
@Command(
    name = "experiment",
    description = {
      "Trains a few small models that differ in one thing, each from several seeds, and shows what"
          + " they measure and sound like.",
      "Results go to FOLDER/NAME: table.txt, result.json, wall.html to listen to, sounds/. What is"
          + " done is kept: after a stop or a kill the same command goes on."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
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
      "  timbrel experiment --list",
      "  timbrel experiment activations",
      "  timbrel experiment positions --sounds my-sounds/ --seeds 1,2,3,4,5",
      "  timbrel experiment mine.json --codec facebook/encodec_24khz --sounds my-sounds/"
    })
public final class ExperimentCommand implements Subcommand {
  private static final int MOST_CODEBOOKS = 8;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SPEC",
      arity = "0..*",
      description = "built-in experiments by name, or files (docs/lessons.md)")
  private List<String> names = List.of();

  @Option(names = "--list", description = "list the built-in experiments")
  private boolean list;

  @Option(
      names = "--sounds",
      paramLabel = "FOLDER",
      description = "learn from these recordings (default: hits that the starter makes)")
  private @Nullable Path sounds;

  @Option(
      names = "--codec",
      paramLabel = "MODEL",
      description = "tokens of an EnCodec or DAC model, a folder or a name (default: starter's)")
  private @Nullable String codec;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "experiments",
      description = "where results go (default: ${DEFAULT-VALUE})")
  private Path out;

  @Option(names = "--steps", paramLabel = "N", description = "train longer or shorter than SPEC")
  private @Nullable Integer steps;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      description = "other seeds than SPEC's, with commas between")
  private @Nullable List<Long> seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "threads; the same number gives the same result (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(names = "--json", description = "print results as JSON")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    if (list) {
      for (String name : SpecReader.BUILT_IN) {
        printer.printf("%-14s %s%n", name, SpecReader.read(name).title());
      }
      return ExitCodes.OK;
    }
    if (names.isEmpty()) {
      throw CommandException.usage("no experiment named; --list shows the built-in ones");
    }
    if (sounds != null && !Files.isDirectory(sounds)) {
      throw CommandException.badInput(sounds + ": no such folder");
    }
    if (threads < 1) {
      throw CommandException.usage("--threads is " + threads + ", expected at least 1");
    }
    List<ExperimentSpec> specs = names.stream().map(this::spec).toList();
    Outputs.makeFolder(out);
    return run(specs, new DataSource(Optional.ofNullable(sounds), codecChoice()));
  }

  private int run(List<ExperimentSpec> specs, DataSource source) {
    PrintWriter err = spec.commandLine().getErr();
    ProgressDisplay display = new ProgressDisplay(err, ProgressDisplay.onTerminal());
    Map<ExperimentSpec.Data, TokenData> loaded = new HashMap<>();
    JsonArray results = new JsonArray();
    try (Interruption interruption =
        Interruption.asWish(err, "stopping; the same command goes on from here")) {
      for (ExperimentSpec experiment : specs) {
        TokenData data =
            loaded.computeIfAbsent(experiment.data(), wanted -> source.load(wanted, out, display));
        ExperimentResult result =
            new Experiment(experiment, data, display, interruption::requested).run(out, threads);
        display.finish();
        results.add(result.toJson());
        if (!json) {
          report(result);
        }
      }
    } catch (StoppedException e) {
      display.finish();
      return ExitCodes.INTERRUPTED;
    } catch (SpecException | NoSoundsException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(out, e);
    }
    if (json) {
      spec.commandLine().getOut().println(results);
    }
    return ExitCodes.OK;
  }

  private void report(ExperimentResult result) {
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(new ResultTable(result).text());
    Path wall = result.folder().resolve("wall.html");
    if (Files.isRegularFile(wall)) {
      printer.println("listen: open " + wall + " in a browser");
    }
    printer.println();
    printer.flush();
  }

  private ExperimentSpec spec(String name) {
    try {
      ExperimentSpec read = SpecReader.read(name);
      if (steps != null && steps < 1) {
        throw CommandException.usage("--steps is " + steps + ", expected at least 1");
      }
      return read.with(seeds == null ? read.seeds() : seeds, steps == null ? read.steps() : steps);
    } catch (SpecException e) {
      throw CommandException.badInput(name + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw CommandException.badInput(
          name + ": neither a built-in experiment (--list shows them) nor a readable file");
    }
  }

  private Optional<CodecChoice> codecChoice() {
    if (codec == null) {
      return Optional.empty();
    }
    String name = codec;
    Path folder =
        Models.codecFolder(name, spec.commandLine().getErr())
            .orElseThrow(() ->
                CommandException.badInput(
                    name + ": is no model folder; --codec takes EnCodec and DAC models"));
    return Optional.of(new CodecChoice(name, folder, Models.licence(folder), MOST_CODEBOOKS));
  }
}
