package timbrel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavFile;
import timbrel.descriptors.Knob;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.lm.Sampling;

/// `timbrel generate`: an instrument makes a kit of new sounds.
@Command(
    name = "generate",
    description = {
      "Makes new sounds with an instrument.",
      "File k of a kit depends on the instrument, the seed, k and the settings alone: -n 4 makes the"
          + " first four files of -n 16."
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
      "  timbrel generate starter -n 16 -o kit/",
      "  timbrel generate my.timbrel -n 8 --class kick --set brightness=0.7 --set decay=0.3 -o kicks/",
      "  timbrel generate starter -n 4 --class snare,clap --variation 0.8 --seed 7 -o wild/"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST_FILES = 10_000;

  /// Sounds made at a time: together they are faster; the first file should not wait for many.
  private static final int FIRST_BATCH = 2;

  private static final int BATCH = 16;
  private static final int CANDIDATES_WITH_KNOBS = 4;

  /// Short enough to be typed again.
  private static final long LARGEST_RANDOM_SEED = 1L << 32;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "INSTRUMENT", description = Instruments.DESCRIPTION)
  private String instrumentName;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "16",
      description = "how many sounds, 1 to " + MOST_FILES + " (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "kit",
      description = "where to put the WAV files (default: ${DEFAULT-VALUE})")
  private Path folder;

  @Option(
      names = "--class",
      split = ",",
      paramLabel = "CLASS",
      description = "classes to go round (default: all that the instrument knows)")
  private List<String> classNames = List.of();

  @Option(
      names = "--set",
      paramLabel = "KNOB=VALUE",
      description = {
        "set a knob, from 0 to 1 over the instrument's training sounds; may be given several times:",
        "loudness, pitch, attack, decay, brightness, noise, richness"
      })
  private Map<String, String> knobSettings = Map.of();

  @Option(
      names = "--velocity",
      paramLabel = "V",
      description = "how hard it is hit, 0 to 1 (default: left to the model)")
  private @Nullable Double velocity;

  @Option(
      names = "--variation",
      paramLabel = "V",
      description = "0: all alike and typical; 0.5: as learnt (default); 1: as wild as it gets")
  private @Nullable Double variation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "makes the same kit again (default: random, and printed)")
  private @Nullable Long seed;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      defaultValue = "24",
      description = "16 or 24 (PCM) or 32 (floating point) (default: ${DEFAULT-VALUE})")
  private int bits;

  @Option(names = "--json", description = "print the list of files as JSON")
  private boolean json;

  @ArgGroup(validate = false, heading = "%nHow tokens are drawn:%n")
  private SamplingOptions samplingOptions = new SamplingOptions();

  @Override
  public Integer call() {
    SampleFormat format = Bits.format(bits);
    checkSettings();
    Map<Knob, Double> knobs = KnobSettings.parse(knobSettings);
    Instrument instrument = Instruments.open(instrumentName);
    KitPlan plan = plan(instrument, knobs);
    HitMaker maker = new HitMaker(instrument);
    Outputs.makeFolder(folder);
    KitReport report = new KitReport(instrument, plan, out(), json);
    int next = 0;
    while (next < count) {
      int batch = Math.min(count - next, next == 0 ? FIRST_BATCH : BATCH);
      for (Hit hit : maker.make(plan.requests(next, batch))) {
        Path file = folder.resolve(plan.fileName(next++));
        Outputs.write(file, () -> WavFile.write(file, hit.sound(), format));
        report.add(file, hit);
      }
    }
    report.end();
    return ExitCodes.OK;
  }

  private KitPlan plan(Instrument instrument, Map<Knob, Double> knobs) {
    Sampling sampling = samplingOptions.over(instrument.card().sampling());
    return new KitPlan(
        classesOf(instrument),
        knobs,
        velocity == null ? OptionalDouble.empty() : OptionalDouble.of(velocity),
        variation == null ? sampling : sampling.withVariation(variation),
        samplingOptions.candidates(knobs.isEmpty() ? 1 : CANDIDATES_WITH_KNOBS),
        seed == null ? new SecureRandom().nextLong(LARGEST_RANDOM_SEED) : seed);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void checkSettings() {
    if (count < 1 || count > MOST_FILES) {
      throw CommandException.usage("-n is %d, expected 1 to %d".formatted(count, MOST_FILES));
    }
    requireShare("--variation", variation);
    requireShare("--velocity", velocity);
  }

  private static void requireShare(String option, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw CommandException.usage("%s is %s, expected 0 to 1".formatted(option, value));
    }
  }

  private List<String> classesOf(Instrument instrument) {
    List<String> known = instrument.card().classes();
    for (String name : classNames) {
      if (!known.contains(name)) {
        throw CommandException.usage(
            "class '%s' is not one of %s's: %s"
                .formatted(name, instrumentName, String.join(", ", known)));
      }
    }
    return classNames.isEmpty() ? known : classNames;
  }
}
