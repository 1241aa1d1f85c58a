package timbrel.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine;
import timbrel.audio.SampleFormat;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.driver.wav.WavDriver;
import timbrel.engine.AudioCallback;
import timbrel.engine.Player;
import timbrel.session.PlaySession;

/// Plays into a file: each stroke waits for its hit, so that the same seed and actions give the
/// same bytes on any computer.
final class FileRendering {
  /// How long the last sounds may ring.
  private static final int MOST_RINGING_SECONDS = 30;

  private final PlaySession session;
  private final PlayOptions options;
  private final CommandLine command;

  FileRendering(PlaySession session, PlayOptions options, CommandLine command) {
    this.session = session;
    this.options = options;
    this.command = command;
  }

  int run(Path file) throws InterruptedException {
    SampleFormat format = Bits.format(options.bits);
    float[][] voltages = voltages();
    AudioCallback callback = session.prepare(options.rate, options.block);
    long begin = System.nanoTime();
    try (WavDriver driver =
        WavDriver.open(file, format, options.rate, options.block, length(voltages))) {
      driver.feed(voltages);
      driver.start(callback);
      driver.awaitEnd();
      new ControlNews(session, null, this::remark).look();
      report(file, driver, (System.nanoTime() - begin) * 1e-9);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(file, e);
    }
    return ExitCodes.OK;
  }

  /// Control voltages as they are in the file: gates would not survive resampling.
  private float[][] voltages() {
    Path file = options.cvIn;
    if (file == null) {
      return new float[0][];
    }
    try {
      Wav wav = WavFile.read(file);
      if (wav.sampleRate() != options.rate) {
        throw CommandException.usage(
            "%s has %d Hz: give --rate %d".formatted(file, wav.sampleRate(), wav.sampleRate()));
      }
      return wav.channels();
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  private WavDriver.Length length(float[][] voltages) {
    if (options.seconds != null) {
      long frames = Math.max(1, Math.round(options.seconds * options.rate));
      return new WavDriver.Length(frames, frames);
    }
    long voltageFrames = voltages.length == 0 ? 0 : voltages[0].length;
    long frames = Math.max(session.fileFrames(), voltageFrames);
    return new WavDriver.Length(frames, frames + (long) MOST_RINGING_SECONDS * options.rate);
  }

  private void remark(String text) {
    command.getErr().println("timbrel: " + text);
  }

  private void report(Path file, WavDriver driver, double seconds) {
    Player player = session.player().orElseThrow();
    command
        .getOut()
        .printf(
            "%s: %.2f s of sound, %d new hits, made in %.2f s%n",
            file, (double) driver.frames() / options.rate, player.status().newHits(), seconds);
  }
}
