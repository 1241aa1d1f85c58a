package timbrel.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `play`.
final class PlayOptions {
  private static final String WAV = "wav:";

  @Option(
      names = "--driver",
      paramLabel = "DRIVER",
      description = {
        "jack (PipeWire too), jack:SERVER, javasound, javasound:DEVICE,",
        "or wav:OUT.wav to render into a file faster than it sounds (default: the best there is)"
      })
  @Nullable String driver;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "48000",
      description = "sample rate, where the driver lets us choose (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--block",
      paramLabel = "FRAMES",
      defaultValue = "64",
      description = "block size, 16 to 2048, where we can choose (default: ${DEFAULT-VALUE})")
  int block;

  @Option(
      names = "--midi",
      paramLabel = "FROM",
      defaultValue = "all",
      description = {
        "all, none, part of a device's name, or a MIDI file that is played (default:"
            + " ${DEFAULT-VALUE})"
      })
  String midi;

  @Option(
      names = "--connect",
      paramLabel = "PORTS",
      defaultValue = "all",
      description = "JACK: part of the name of the ports to play to; all or none (default: all)")
  String connect;

  @Option(
      names = "--osc",
      paramLabel = "PORT",
      description = "listen for OSC at PORT, or HOST:PORT to be heard from other computers")
  @Nullable String osc;

  @Option(
      names = {"--map", "--cv"},
      paramLabel = "FILE",
      description = "what MIDI controllers, notes and control voltages do (docs/mapping.md)")
  @Nullable Path map;

  @Option(
      names = "--cv-in",
      paramLabel = "FILE.wav",
      description = "with wav:OUT.wav: control voltages and gates to render, one channel an input")
  @Nullable Path cvIn;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      description = "a set to start with, and to save to with the key o (docs/mapping.md)")
  @Nullable Path set;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides which hits come; with a file, the same seed gives the same bytes")
  @Nullable Long seed;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "stop after S seconds (default: with a MIDI file when it has rung out, else never)")
  @Nullable Double seconds;

  @Option(
      names = "--no-closed-loop",
      description =
          "only tell the token model of knobs, instead of measuring and correcting each new hit until"
              + " they are right: quicker with many knobs set, far less exact")
  boolean withoutClosedLoop;

  @Option(
      names = "--headless",
      description =
          "no keyboard and no status line; wait for the sound device, from the start and"
              + " whenever it goes away")
  boolean headless;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      defaultValue = "24",
      description =
          "of a rendered file: 16 or 24 (PCM) or 32 (floating point) (default:"
              + " ${DEFAULT-VALUE})")
  int bits;

  /// Where to render to, if a file was asked for.
  @Nullable Path rendered() {
    return driver != null && driver.toLowerCase(Locale.ROOT).startsWith(WAV)
        ? Path.of(driver.substring(WAV.length()))
        : null;
  }

  /// The MIDI file to play, if one was named.
  @Nullable Path midiFile() {
    String lower = midi.toLowerCase(Locale.ROOT);
    return lower.endsWith(".mid") || lower.endsWith(".midi") || lower.endsWith(".smf")
        ? Path.of(midi)
        : null;
  }

  /// Which MIDI devices play along.
  String midiDevices() {
    return midiFile() == null ? midi : "none";
  }

  /// @throws CommandException naming what is out of its range
  void check() {
    require(rate >= 8_000 && rate <= 384_000, "--rate is %d, expected 8000 to 384000", rate);
    require(block >= 16 && block <= 2048, "--block is %d, expected 16 to 2048", block);
    require(
        seconds == null || seconds > 0 && seconds <= 86_400,
        "--seconds is %s, expected more than 0, at most 86400",
        seconds);
    require(!midi.isEmpty() && !connect.isEmpty(), "--midi and --connect need a name%s", "");
    Path file = rendered();
    require(file == null || !file.toString().isEmpty(), "--driver wav: needs a file%s", "");
    require(
        file == null || seconds != null || midiFile() != null || cvIn != null,
        "%s would never end: give --midi FILE.mid, --cv-in FILE.wav or --seconds",
        file);
    require(file != null || cvIn == null, "--cv-in %s needs --driver wav:OUT.wav", cvIn);
    require(file == null || osc == null, "--osc %s needs a sound device, not a file", osc);
  }

  private static void require(boolean holds, String message, @Nullable Object value) {
    if (!holds) {
      throw CommandException.usage(message.formatted(value));
    }
  }
}
