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
import timbrel.session.CallbackMeasurement;
import timbrel.session.GenerationMeasurement;
import timbrel.session.KnobMeasurement;
import timbrel.session.Times;

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

  /// A moved knob shall be heard after so many milliseconds.
  private static final double LAST_PAD_MILLIS = 30;

  private static final double EVERY_PAD_MILLIS = 400;
  private static final int MOVES = 30;

  /// Seconds are those of the callback; for hits fewer do.
  private static final double MOST_GENERATION_SECONDS = 5;

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
      defaultValue = "20",
      description = "how long the callback is measured (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(names = "--json", description = "print the figures as JSON")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    check();
    long begin = System.nanoTime();
    Instrument instrument = Instruments.open(instrumentName).withoutWeights();
    double opened = (System.nanoTime() - begin) * 1e-9;
    Figures figures = measure(instrument, opened);
    if (json) {
      print(toJson(figures));
    } else {
      table(figures);
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

  private record Figures(
      double opened,
      CallbackMeasurement.Result callback,
      long memory,
      KnobMeasurement.Result knobs,
      GenerationMeasurement.Result plain,
      GenerationMeasurement.Result corrected) {}

  private Figures measure(Instrument instrument, double opened) throws InterruptedException {
    CallbackMeasurement.Result callback =
        new CallbackMeasurement(instrument, rate, block, seconds).measure();
    KnobMeasurement.Result knobs = new KnobMeasurement(instrument, rate, block, MOVES).measure();
    long memory = residentMegabytes();
    GenerationMeasurement generation =
        new GenerationMeasurement(instrument, Math.min(seconds, MOST_GENERATION_SECONDS));
    return new Figures(
        opened, callback, memory, knobs, generation.measure(false), generation.measure(true));
  }

  private void table(Figures figures) {
    CallbackMeasurement.Result callback = figures.callback();
    double share = callback.callback().p999() / callback.periodMicros();
    row("what", "measured", "aim");
    row("trigger to sound", callback.delayFrames() + " frames", "0, in the same block");
    row(
        "block of %d frames at %d Hz, %.1f voices".formatted(block, rate, callback.voices()),
        times(callback.callback()),
        "");
    row("a twin that only computes, in the same periods", times(callback.twin()), "");
    row(
        "from when a block was due to its begin",
        times(callback.lateness()),
        callback.realTime() ? "" : "(no real-time priority allowed)");
    row(
        "p99.9 of its period",
        "%.1f %% of %.0f µs (the twin %.1f %%)"
            .formatted(
                100 * share,
                callback.periodMicros(),
                100 * callback.twin().p999() / callback.periodMicros()),
        "at most %.0f %%".formatted(100 * SHARE_OF_PERIOD));
    row(
        "allocated by the audio thread",
        "%d bytes in %d of %d blocks"
            .formatted(callback.bytes(), callback.allocatingBlocks(), callback.blocks()),
        "0");
    knobs(figures.knobs());
    row("instrument opened", "%.2f s".formatted(figures.opened()), "");
    row("audio thread prewarmed", "%.2f s".formatted(callback.prewarmSeconds()), "");
    generation("new half seconds of sound a second, one core", figures.plain());
    generation("the same with three knobs corrected", figures.corrected());
    row("resident memory while playing", figures.memory() + " MB", "below 300 MB");
  }

  private static String times(Times times) {
    return "median %.1f µs, p99 %.1f, p99.9 %.1f, longest %.1f"
        .formatted(times.median(), times.p99(), times.p999(), times.longest());
  }

  private void knobs(KnobMeasurement.Result knobs) {
    row(
        "knob moved to sound: signal processing",
        "%.1f ms".formatted(knobs.processed()),
        "at most %.0f ms".formatted(LAST_PAD_MILLIS));
    spread("knob moved to new hit: pad played last", knobs.lastPad(), LAST_PAD_MILLIS);
    spread("knob moved to new hits: every pad", knobs.everyPad(), EVERY_PAD_MILLIS);
  }

  private void spread(String what, KnobMeasurement.Spread spread, double most) {
    row(
        what,
        "median %.0f ms, p95 %.0f".formatted(spread.median(), spread.p95()),
        "at most %.0f ms".formatted(most));
  }

  private void generation(String what, GenerationMeasurement.Result made) {
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

  private JsonObject toJson(Figures figures) {
    CallbackMeasurement.Result callback = figures.callback();
    JsonObject result = new JsonObject();
    result.addProperty("instrument", instrumentName);
    result.addProperty("sampleRate", rate);
    result.addProperty("blockFrames", block);
    result.addProperty("processors", Runtime.getRuntime().availableProcessors());
    result.addProperty("realTimePriority", callback.realTime());
    result.addProperty("delayFrames", callback.delayFrames());
    result.addProperty("blocks", callback.blocks());
    result.addProperty("voices", callback.voices());
    result.addProperty("periodMicros", callback.periodMicros());
    result.add("callback", toJson(callback.callback()));
    result.add("twin", toJson(callback.twin()));
    result.add("lateness", toJson(callback.lateness()));
    result.addProperty("allocatedBytes", callback.bytes());
    result.addProperty("allocatingBlocks", callback.allocatingBlocks());
    result.addProperty("knobProcessedMillis", figures.knobs().processed());
    result.addProperty("knobLastPadMillis", figures.knobs().lastPad().median());
    result.addProperty("knobLastPadP95Millis", figures.knobs().lastPad().p95());
    result.addProperty("knobEveryPadMillis", figures.knobs().everyPad().median());
    result.addProperty("knobEveryPadP95Millis", figures.knobs().everyPad().p95());
    result.addProperty("openSeconds", figures.opened());
    result.addProperty("prewarmSeconds", callback.prewarmSeconds());
    result.addProperty("halfSecondHitsPerSecond", figures.plain().halfSecondsPerSecond());
    result.addProperty("hitsPerSecond", figures.plain().hitsPerSecond());
    result.addProperty(
        "halfSecondHitsPerSecondClosedLoop", figures.corrected().halfSecondsPerSecond());
    result.addProperty("hitsPerSecondClosedLoop", figures.corrected().hitsPerSecond());
    result.addProperty("residentMegabytes", figures.memory());
    return result;
  }

  private static JsonObject toJson(Times times) {
    JsonObject result = new JsonObject();
    result.addProperty("medianMicros", times.median());
    result.addProperty("p99Micros", times.p99());
    result.addProperty("p999Micros", times.p999());
    result.addProperty("longestMicros", times.longest());
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
