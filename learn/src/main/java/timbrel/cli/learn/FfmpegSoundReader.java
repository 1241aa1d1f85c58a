package timbrel.cli.learn;

import java.nio.file.Path;
import timbrel.audio.Wav;
import timbrel.cli.CommandException;
import timbrel.cli.SoundReader;
import timbrel.dataset.AudioDecoder;
import timbrel.dataset.DecodeLimits;
import timbrel.dataset.SoundRefusedException;

/// Lets `encode` read every format that import reads.
public final class FfmpegSoundReader implements SoundReader {
  @Override
  public Wav read(Path file) {
    try {
      AudioDecoder.Decoded decoded = AudioDecoder.read(file, DecodeLimits.DEFAULT);
      return new Wav(decoded.channels(), decoded.format().sampleRate());
    } catch (SoundRefusedException e) {
      throw CommandException.badInput(file + ": " + e.getMessage());
    }
  }
}
