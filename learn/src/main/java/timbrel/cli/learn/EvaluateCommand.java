package timbrel.cli.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.classifier.DrumClassifier;
import timbrel.cli.CommandException;
import timbrel.cli.ExitCodeHelp;
import timbrel.cli.ExitCodes;
import timbrel.cli.Instruments;
import timbrel.cli.Outputs;
import timbrel.cli.Subcommand;
import timbrel.cli.Version;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.evaluation.Evaluation;
import timbrel.evaluation.EvaluationSize;
import timbrel.evaluation.Evaluator;
import timbrel.evaluation.LossCurves;
import timbrel.instrument.Instrument;
import timbrel.learning.LearnRun;
import timbrel.learning.RunDirectory;

/// `timbrel evaluate`: how good is an instrument?
@Command(
    name = "evaluate",
    description = {
      "Measures how good an instrument is: whether its codec keeps sounds, whether its hits are"
          + " like drums and new, whether its knobs work, and how heavy it is.",
      "The folder is split into training sounds and held-out ones of other groups. If it is the"
          + " folder that the instrument learnt from, the split is that of the learning."
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
      "  timbrel evaluate my.timbrel --sounds my-sounds/",
      "  timbrel evaluate starter --sounds my-sounds/ --html report.html --full"
    })
public final class EvaluateCommand implements Subcommand {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INSTRUMENT", description = Instruments.DESCRIPTION)
  private String instrumentName;

  @Option(
      names = "--sounds",
      required = true,
      paramLabel = "FOLDER",
      description = "recordings to compare with; names of subfolders are classes")
  private Path folder;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write the report as one page with pictures and sounds, too")
  private @Nullable Path page;

  @Option(names = "--json", description = "print the report as JSON")
  private boolean json;

  @Option(
      names = "--full",
      description = "measure more sounds and every number of codebooks: minutes instead of one")
  private boolean full;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the hits that are made (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CommandException.badInput(folder + ": no such folder");
    }
    if (page != null) {
      Outputs.requireWritable(page);
    }
    Instrument instrument = Instruments.open(instrumentName);
    EvaluationDisplay display =
        new EvaluationDisplay(spec.commandLine().getErr(), ProgressDisplay.onTerminal());
    Split split = split(instrument, importSounds(instrument, display));
    EvaluationSize size = full ? EvaluationSize.FULL : EvaluationSize.QUICK;
    Evaluation evaluation;
    try (Interruption _ = Interruption.atOnce()) {
      evaluation =
          new Evaluator(size, seed, display).withLosses(losses()).evaluate(instrument, split);
    }
    display.finish();
    if (page != null) {
      writePage(page, evaluation.html());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? evaluation.report().toJsonText() : evaluation.report().toText());
    out.flush();
    return ExitCodes.OK;
  }

  private Import importSounds(Instrument instrument, EvaluationDisplay display) {
    ImportOptions options =
        instrument
            .classifier()
            .map(c -> ImportOptions.DEFAULT.withClassifier(samples -> nameOf(c, samples)))
            .orElse(ImportOptions.DEFAULT);
    Import imported =
        SoundLibrary.scan(
            folder, options, (done, total, file) -> display.progress("import", done, total));
    if (imported.sounds().isEmpty()) {
      throw CommandException.badInput(
          "%s: no sound in it that can be used, %d refused"
              .formatted(folder, imported.report().refused()));
    }
    return imported;
  }

  private static String nameOf(DrumClassifier classifier, float[] samples) {
    return classifier.classes().get(classifier.classify(samples).best());
  }

  private Split split(Instrument instrument, Import imported) {
    long splitSeed = instrument.card().seeds().getOrDefault("learn", seed);
    return Split.of(imported.sounds(), LearnRun.VALIDATION_SHARE, splitSeed);
  }

  /// Those of the run that made the instrument, if it is still beside it.
  private LossCurves losses() {
    if (instrumentName.equals(Instrument.STARTER)) {
      return LossCurves.NONE;
    }
    Path file = RunDirectory.besides(Path.of(instrumentName)).resolve("losses.csv");
    return Files.isReadable(file) ? LossCurves.read(file) : LossCurves.NONE;
  }

  /// Written beside and renamed, so that there is a whole page or none.
  private static void writePage(Path file, String html) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Outputs.write(
        file,
        () -> {
          try {
            try {
              Files.writeString(beside, html);
              Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
              Files.deleteIfExists(beside);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
          }
        });
  }
}
