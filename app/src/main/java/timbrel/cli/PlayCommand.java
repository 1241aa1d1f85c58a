package timbrel.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.control.ControlFileException;
import timbrel.control.Mapping;
import timbrel.control.PlaySet;
import timbrel.control.midi.MidiFile;
import timbrel.control.midi.MidiFileException;
import timbrel.driver.Driver;
import timbrel.driver.DriverException;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// `timbrel play`: every hit a new sound, at once.
@Command(
    name = "play",
    description = {
      "Plays an instrument: with MIDI, OSC, control voltages, and the keyboard of this computer.",
      "Each hit is a new sound; the next ones of all 16 pads are kept ready."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      "1:the work itself failed, or there is no way out for sound",
      ExitCodeHelp.USAGE,
      ExitCodeHelp.BAD_INPUT,
      ExitCodeHelp.CANNOT_WRITE,
      ExitCodeHelp.INTERRUPTED
    },
    footerHeading = "%nKeys:%n",
    footer = {
      "  1 2 3 4    pads 13 to 16    crash, highest tom, ride ... ; capitals hit harder",
      "  q w e r    pads  9 to 12    pedal hat, tom, open hat, mid tom",
      "  a s d f    pads  5 to  8    snare 2, low tom, closed hat, floor tom",
      "  z x c v    pads  1 to  4    kick, side stick, snare, clap",
      "  arrows     left and right choose what to turn of the pad played last, up and down turn it",
      "  k l p      keep the last sound of the pad, let it go, other sounds for the pad",
      "  o . ?      save the set, silence, all keys; Ctrl-C ends",
      "",
      "Examples:",
      "  timbrel play",
      "  timbrel play my.timbrel --midi nanoPAD --osc 9000 --map my.map",
      "  timbrel play starter --driver wav:beat.wav --midi beat.mid --seed 7"
    })
final class PlayCommand implements Callable<Integer> {
  private static final long LARGEST_RANDOM_SEED = 1L << 32;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "INSTRUMENT",
      arity = "0..1",
      defaultValue = Instrument.STARTER,
      description = Instruments.DESCRIPTION + " (default: ${DEFAULT-VALUE})")
  private String instrumentName;

  @Mixin private PlayOptions options = new PlayOptions();

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    try {
      return play();
    } catch (ControlFileException | MidiFileException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (DriverException e) {
      throw CommandException.failed(
          e.getMessage() + "; --driver wav:OUT.wav renders into a file instead");
    }
  }

  private int play() throws InterruptedException {
    Path midi = options.midiFile();
    Optional<MidiFile> file = midi == null ? Optional.empty() : Optional.of(readMidi(midi));
    Path rendered = options.rendered();
    if (rendered != null) {
      Outputs.requireWritable(rendered);
    }
    if (rendered != null || options.set != null) {
      // a set says how many control voltages there are
      return play(file, mapping -> LivePlaying.choice(options, mapping.cv().inputs()));
    }
    int inputs = mapping(null).cv().inputs();
    try (EarlyDriver driver = new EarlyDriver(LivePlaying.choice(options, inputs))) {
      return play(file, mapping -> driver);
    }
  }

  private int play(Optional<MidiFile> file, Function<Mapping, Supplier<Driver>> driver)
      throws InterruptedException {
    Path rendered = options.rendered();
    Instrument instrument = Instruments.open(instrumentName).withoutWeights();
    PlaySet.@Nullable Opened set = openSet(instrument);
    long seed = seed(set);
    Mapping mapping = mapping(set);
    PlaySession.Request request =
        new PlaySession.Request(
            instrument, rendered == null, !options.withoutClosedLoop, seed, mapping, file);
    try (PlaySession session = new PlaySession(request)) {
      if (set != null) {
        set.remarks().forEach(this::remark);
        session.restore(set.set().kit().withSeed(seed));
      }
      return rendered == null
          ? new LivePlaying(session, request, options, spec.commandLine())
              .run(driver.apply(mapping))
          : new FileRendering(session, options, spec.commandLine()).run(rendered);
    }
  }

  /// That of the command line, else that of the set.
  private Mapping mapping(PlaySet.@Nullable Opened set) {
    if (options.map != null) {
      return readMapping(options.map);
    }
    return set == null ? Mapping.standard() : set.set().mapping().orElse(Mapping.standard());
  }

  private static Mapping readMapping(Path file) {
    try {
      return Mapping.read(file);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  private long seed(PlaySet.@Nullable Opened set) {
    if (options.seed != null) {
      return options.seed;
    }
    return set == null ? new SecureRandom().nextLong(LARGEST_RANDOM_SEED) : set.set().kit().seed();
  }

  private static MidiFile readMidi(Path file) {
    try {
      return MidiFile.read(file);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  private PlaySet.@Nullable Opened openSet(Instrument instrument) {
    Path file = options.set;
    if (file == null || !java.nio.file.Files.exists(file)) {
      return null; // it will be made when the set is saved
    }
    return PlaySet.open(file, SetFiles.stage(instrument));
  }

  private void remark(String text) {
    spec.commandLine().getErr().println("timbrel: " + text);
  }
}
