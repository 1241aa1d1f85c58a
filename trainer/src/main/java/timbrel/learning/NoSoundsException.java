package timbrel.learning;

import java.nio.file.Path;
import java.util.stream.Collectors;
import timbrel.dataset.ImportReport;

/// A folder with nothing to learn from.
public final class NoSoundsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param report why none could be used
  public NoSoundsException(Path folder, ImportReport report) {
    super("no sound in " + folder + " can be learnt from: " + reasons(report));
  }

  private static String reasons(ImportReport report) {
    if (report.rows().isEmpty()) {
      return "it holds no sound files; expected WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A";
    }
    return report.refusals().entrySet().stream()
        .map(refusal -> refusal.getValue() + " x " + refusal.getKey().text())
        .collect(Collectors.joining(", "));
  }
}
