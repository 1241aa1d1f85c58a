package timbrel.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.audio.Sound;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.lesson.Demonstrations;
import timbrel.lesson.Lesson;
import timbrel.lesson.Lessons;

/// `timbrel lesson`: understand what the instrument does, by ear and by number.
@Command(
    name = "lesson",
    description = {
      "Shows a lesson step by step: text, sounds, questions to answer before the result is shown.",
      "Without a number it lists the lessons. Without a terminal it prints a whole lesson. Sounds"
          + " are written as WAV files, and played where there is a sound card."
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
      "  timbrel lesson",
      "  timbrel lesson 1",
      "  timbrel lesson 1 --sound my-snare.wav --class snare"
    })
final class LessonCommand implements Callable<Integer> {
  private static final String USUAL_CLASS = "snare";
  private static final long SEED = 5;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "N", arity = "0..1", description = "which lesson")
  private @Nullable Integer number;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "where sounds go (default: lesson-N)")
  private @Nullable Path out;

  @Option(
      names = "--sound",
      paramLabel = "FILE",
      description = "a drum of yours to look at (default: a snare that the starter makes)")
  private @Nullable Path sound;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      defaultValue = USUAL_CLASS,
      description = "what that drum is (default: ${DEFAULT-VALUE})")
  private String soundClass;

  @Option(names = "--silent", description = "do not play sounds")
  private boolean silent;

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    if (number == null) {
      for (Lesson lesson : Lessons.all()) {
        printer.printf("%d  %s%n", lesson.number(), lesson.title());
      }
      return ExitCodes.OK;
    }
    int wanted = number;
    Lesson lesson =
        Lessons.find(wanted)
            .orElseThrow(() ->
                CommandException.usage(
                    "lesson %d, expected 1 to %d".formatted(wanted, Lessons.all().size())));
    Instrument starter = Instruments.open(Instrument.STARTER);
    Path folder = out == null ? Path.of("lesson-" + wanted) : out;
    Console console = System.console();
    LessonReading reading =
        console != null && console.isTerminal()
            ? LessonReading.onTerminal(printer, console.reader(), folder, !silent)
            : LessonReading.printed(printer, folder);
    reading.read(lesson, new Demonstrations(starter, drum(starter), soundClass));
    return ExitCodes.OK;
  }

  private Sound drum(Instrument starter) {
    if (sound != null) {
      int rate = starter.codec().config().sampleRate();
      return Sounds.read(sound, rate, spec.commandLine().getErr());
    }
    if (!starter.card().classes().contains(soundClass)) {
      throw CommandException.usage(
          "class '%s' is not one of the starter's: %s"
              .formatted(soundClass, String.join(", ", starter.card().classes())));
    }
    HitRequest request =
        new HitRequest(
            soundClass, Map.of(), OptionalDouble.empty(), starter.card().sampling(), 1, SEED);
    return new HitMaker(starter, KnobWay.TOLD).make(request).sound();
  }
}
