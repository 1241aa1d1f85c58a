package timbrel.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.instrument.Instrument;
import timbrel.session.PlayMeasurement;

/// `timbrel bench`: how well this computer plays.
@Command(
    name = "bench",
    description = {
      "Measures latency, throughput and allocation of playing on this computer, without sound."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      ExitCodeHelp.FAILURE,
      ExitCodeHelp.USAGE,
      ExitCodeHelp.BAD_INPUT
    },
    footerHeading = "%nExamples:%n",
    footer = {"  timbrel bench", "  timbrel bench my.timbrel --block 32 --json"})
final class BenchCommand implements Callable<Integer> {
  /// A callback may take this share of its period, and the worker shall make so many hits.
  private static final double SHARE_OF_PERIOD = 0.25;

  private static final double HALF_SECONDS = 50;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "INSTRUMENT",
      arity = "0..1",
      defaultValue = Instrument.STARTER,
      description = Instruments.DESCRIPTION + " (default: ${DEFAULT-VALUE})")
  private String instrumentName;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      defaultValue = "48000",
      description = "sample rate (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--block",
      paramLabel = "FRAMES",
      defaultValue = "64",
      description = "block size (default: ${DEFAULT-VALUE})")
  private int block;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description = "how long each part is measured (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(names = "--json", description = "print the figures as JSON")
  private boolean json;

  @Override
  public Integer call() {
    check();
    long begin = System.nanoTime();
    Instrument instrument = Instruments.open(instrumentName);
    double opened = (System.nanoTime() - begin) * 1e-9;
    PlayMeasurement measurement = new PlayMeasurement(instrument, rate, block, seconds);
    PlayMeasurement.Callback callback = measurement.callback();
    long memory = residentMegabytes();
    PlayMeasurement.Generation plain = measurement.generation(false);
    PlayMeasurement.Generation corrected = measurement.generation(true);
    if (json) {
      print(toJson(opened, callback, plain, corrected, memory));
    } else {
      table(opened, callback, plain, corrected, memory);
    }
    return ExitCodes.OK;
  }

  private void check() {
    if (rate < 8_000 || rate > 384_000 || block < 16 || block > 2048) {
      throw CommandException.usage(
          "--rate %d --block %d, expected 8000 to 384000 and 16 to 2048".formatted(rate, block));
    }
    if (!(seconds > 0 && seconds <= 3600)) {
      throw CommandException.usage(
          "--seconds is %s, expected more than 0, at most 3600".formatted(seconds));
    }
  }

  private void table(
      double opened,
      PlayMeasurement.Callback callback,
      PlayMeasurement.Generation plain,
      PlayMeasurement.Generation corrected,
      long memory) {
    double share = callback.p999() / callback.periodMicros();
    row("what", "measured", "aim");
    row("trigger to sound", callback.delayFrames() + " frames", "0, in the same block");
    row(
        "block of %d frames at %d Hz, %.1f voices".formatted(block, rate, callback.voices()),
        "median %.1f µs, p99 %.1f, p99.9 %.1f, longest %.1f"
            .formatted(callback.median(), callback.p99(), callback.p999(), callback.longest()),
        "");
    row(
        "p99.9 of its period",
        "%.1f %% of %.0f µs".formatted(100 * share, callback.periodMicros()),
        "at most %.0f %%".formatted(100 * SHARE_OF_PERIOD));
    row(
        "allocated by the audio thread",
        "%d bytes in %d blocks".formatted(callback.bytes(), callback.blocks()),
        "0");
    row("instrument opened", "%.2f s".formatted(opened), "");
    row("audio thread prewarmed", "%.2f s".formatted(callback.prewarmSeconds()), "");
    generation("new half seconds of sound a second, one core", plain);
    generation("the same with three knobs corrected", corrected);
    row("resident memory while playing", memory + " MB", "below 300 MB");
  }

  private void generation(String what, PlayMeasurement.Generation made) {
    row(
        what,
        "%.1f (%.1f hits as long as they are)"
            .formatted(made.halfSecondsPerSecond(), made.hitsPerSecond()),
        "at least %.0f".formatted(HALF_SECONDS));
  }

  private void row(String what, String measured, String aim) {
    out()
        .println(String.format(Locale.ROOT, "%-48s %-58s %s", what, measured, aim).stripTrailing());
  }

  private void print(JsonObject object) {
    out().println(new GsonBuilder().setPrettyPrinting().create().toJson(object));
  }

  private JsonObject toJson(
      double opened,
      PlayMeasurement.Callback callback,
      PlayMeasurement.Generation plain,
      PlayMeasurement.Generation corrected,
      long memory) {
    JsonObject result = new JsonObject();
    result.addProperty("instrument", instrumentName);
    result.addProperty("sampleRate", rate);
    result.addProperty("blockFrames", block);
    result.addProperty("processors", Runtime.getRuntime().availableProcessors());
    result.addProperty("delayFrames", callback.delayFrames());
    result.addProperty("blocks", callback.blocks());
    result.addProperty("voices", callback.voices());
    result.addProperty("periodMicros", callback.periodMicros());
    result.addProperty("medianMicros", callback.median());
    result.addProperty("p99Micros", callback.p99());
    result.addProperty("p999Micros", callback.p999());
    result.addProperty("longestMicros", callback.longest());
    result.addProperty("allocatedBytes", callback.bytes());
    result.addProperty("openSeconds", opened);
    result.addProperty("prewarmSeconds", callback.prewarmSeconds());
    result.addProperty("halfSecondHitsPerSecond", plain.halfSecondsPerSecond());
    result.addProperty("hitsPerSecond", plain.hitsPerSecond());
    result.addProperty("halfSecondHitsPerSecondClosedLoop", corrected.halfSecondsPerSecond());
    result.addProperty("hitsPerSecondClosedLoop", corrected.hitsPerSecond());
    result.addProperty("residentMegabytes", memory);
    return result;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Of this process, where the system says so (Linux); else the heap.
  private static long residentMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException e) {
      // not Linux
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
