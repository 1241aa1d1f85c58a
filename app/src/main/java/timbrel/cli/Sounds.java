package timbrel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import timbrel.audio.Sound;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;

/// Reads the sound that a user named, whatever its format.
final class Sounds {
  private static final Set<String> WAV_STARTS = Set.of("RIFF", "RF64", "RIFX");

  private Sounds() {}

  /// The sound in mono at `sampleRate`, else as it is; what had to be changed is said on `notes`.
  static Sound read(Path file, int sampleRate, PrintWriter notes) {
    Wav wav = readAny(file).requireFinite(file.toString());
    if (wav.channels().length > 1) {
      notes.printf("%s: mixed %d channels to mono%n", file, wav.channels().length);
    }
    if (wav.sampleRate() != sampleRate) {
      notes.printf("%s: resampled from %d to %d Hz%n", file, wav.sampleRate(), sampleRate);
    }
    return wav.mono().resampledTo(sampleRate);
  }

  private static Wav readAny(Path file) {
    try {
      return isWav(file) ? WavFile.read(file) : readOther(file);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  /// Whether a file starts like a WAV file.
  static boolean isWav(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw CommandException.badInput(file + ": is a folder, expected a sound");
      }
      return WAV_STARTS.contains(start(file));
    } catch (IOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  private static String start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    }
  }

  /// Reads a file that is no WAV file.
  static Wav readOther(Path file) {
    return ServiceLoader.load(SoundReader.class)
        .findFirst()
        .orElseThrow(() ->
            CommandException.needsImportLibrary(
                file + ": is no WAV file; other formats need ./timbrel, which fetches FFmpeg"))
        .read(file);
  }
}
