package timbrel.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine;
import timbrel.audio.SampleFormat;
import timbrel.driver.wav.WavDriver;
import timbrel.engine.AudioCallback;
import timbrel.engine.Player;
import timbrel.session.PlaySession;

/// Plays into a file: each stroke waits for its hit, so that the same seed and actions give the same
/// bytes on any computer.
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
    AudioCallback callback = session.prepare(options.rate, options.block);
    session.remarks().forEach(remark -> command.getErr().println("timbrel: " + remark));
    long begin = System.nanoTime();
    try (WavDriver driver =
        WavDriver.open(file, format, options.rate, options.block, length())) {
      driver.start(callback);
      driver.awaitEnd();
      report(file, driver, (System.nanoTime() - begin) * 1e-9);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(file, e);
    }
    return ExitCodes.OK;
  }

  private WavDriver.Length length() {
    if (options.seconds != null) {
      long frames = Math.max(1, Math.round(options.seconds * options.rate));
      return new WavDriver.Length(frames, frames);
    }
    long frames = session.fileFrames();
    return new WavDriver.Length(frames, frames + (long) MOST_RINGING_SECONDS * options.rate);
  }

  private void report(Path file, WavDriver driver, double seconds) {
    Player player = session.player().orElseThrow();
    command
        .getOut()
        .printf(
            "%s: %.2f s of sound, %d new hits, made in %.2f s%n",
            file,
            (double) driver.frames() / options.rate,
            player.status().newHits(),
            seconds);
  }
}
