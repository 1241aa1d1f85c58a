package timbrel.studio.play;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;

/// WAV files that are only passed on: the readers and writers of core work on files.
public final class WavBytes {
  private WavBytes() {}

  public static byte[] of(Sound sound, SampleFormat format) {
    return withFile(file -> {
      WavFile.write(file, sound, format);
      return Files.readAllBytes(file);
    });
  }

  /// @throws timbrel.audio.AudioFormatException if it is no whole WAV file
  public static Wav read(byte[] bytes) {
    return withFile(file -> {
      Files.write(file, bytes);
      return WavFile.read(file).requireFinite("the sound");
    });
  }

  private interface Work<T> {
    T on(Path file) throws IOException;
  }

  private static <T> T withFile(Work<T> work) {
    try {
      Path folder = Files.createTempDirectory("timbrel-studio");
      Path file = folder.resolve("sound.wav");
      try {
        return work.on(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file cannot be used: " + e.getMessage(), e);
    }
  }
}
