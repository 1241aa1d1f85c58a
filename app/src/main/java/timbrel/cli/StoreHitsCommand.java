package timbrel.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentFile;
import timbrel.instrument.StoredHits;
import timbrel.nn.weights.WeightMap;

/// `timbrel store-hits`: puts hits into an instrument, so that it sounds as soon as it is played.
@Command(
    name = "store-hits",
    description = {
      "Puts a few ready hits of each class into an instrument, so that play sounds at once.",
      "Instruments from learn have them already; what was there is replaced."
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
      ExitCodeHelp.CANNOT_WRITE
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  timbrel store-hits my.timbrel",
      "  timbrel store-hits my.timbrel -o small.timbrel --kilobytes 300"
    })
final class StoreHitsCommand implements Callable<Integer> {
  private static final int MOST_KILOBYTES = 100_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INSTRUMENT", description = Instruments.DESCRIPTION)
  private String instrumentName;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "where to write the instrument (default: the same file)")
  private @Nullable Path out;

  @Option(
      names = "--kilobytes",
      paramLabel = "KB",
      defaultValue = "750",
      description = "what the hits may take; they are cut to fit (default: ${DEFAULT-VALUE})")
  private int kilobytes;

  @Override
  public Integer call() {
    if (kilobytes < 1 || kilobytes > MOST_KILOBYTES) {
      throw CommandException.usage(
          "--kilobytes is %d, expected 1 to %d".formatted(kilobytes, MOST_KILOBYTES));
    }
    Path file = out == null ? Path.of(instrumentName) : out;
    if (out == null && instrumentName.equals(Instrument.STARTER)) {
      throw CommandException.usage("the built-in instrument cannot be changed: give -o FILE");
    }
    Instrument instrument = Instruments.open(instrumentName);
    WeightMap weights = StoredHits.with(instrument, kilobytes * 1000);
    Outputs.write(
        file,
        () -> InstrumentFile.write(file, instrument.card(), weights, StoredHits.typeOf(weights)));
    spec.commandLine().getOut().println(file);
    return ExitCodes.OK;
  }
}
