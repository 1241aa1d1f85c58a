package timbrel.cli;

import java.nio.file.Path;
import timbrel.audio.Wav;

/// Reads sounds that are not WAV files: found with [java.util.ServiceLoader], brought by the module
/// that has an import library.
public interface SoundReader {

  /// The whole sound, at its own rate, with its own channels and level.
  ///
  /// @throws CommandException if the file is missing or no sound
  Wav read(Path file);
}
