package timbrel.cli.learn;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import timbrel.dataset.HitFolder;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.SoundLibrary;
import timbrel.instrument.Instrument;

/// `timbrel import`: what `learn` would make of a folder, as WAV files to look over first.
@Command(
    name = "import",
    description = {
      "Turns a folder of recordings into hits, one WAV file each, as learn would take them.",
      "The folder that it makes can be looked over, its classes corrected in manifest.csv, and then"
          + " learnt from."
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
    footer = "  timbrel import my-sounds/ -o hits/")
public final class ImportCommand implements Subcommand {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "the folder of recordings")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FOLDER",
      description = "where to put the hits, manifest.csv and import.json")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "INSTRUMENT",
      defaultValue = Instrument.STARTER,
      description = "whose classifier names the class where no folder does (default: starter)")
  private String from;

  @Option(names = "--json", description = "print progress and result as lines of JSON")
  private boolean json;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CommandException.badInput(folder + ": no such folder");
    }
    ImportOptions options =
        Instruments.open(from)
            .classifier()
            .map(c -> ImportOptions.DEFAULT.withClassifier(samples -> nameOf(c, samples)))
            .orElse(ImportOptions.DEFAULT);
    Outputs.makeFolder(out);
    Import imported = SoundLibrary.scan(folder, options, this::progress);
    Outputs.write(out, () -> HitFolder.write(imported, out));
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(json ? result(imported) : imported.report().table());
    printer.flush();
    return ExitCodes.OK;
  }

  private static String nameOf(DrumClassifier classifier, float[] samples) {
    return classifier.classes().get(classifier.classify(samples).best());
  }

  private void progress(int done, int total, String file) {
    if (json) {
      JsonObject line = new JsonObject();
      line.addProperty("done", done);
      line.addProperty("total", total);
      line.addProperty("file", file);
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }

  private static JsonObject result(Import imported) {
    JsonObject line = new JsonObject();
    line.addProperty("taken", imported.sounds().size());
    line.addProperty("refused", imported.report().refused());
    return line;
  }
}
