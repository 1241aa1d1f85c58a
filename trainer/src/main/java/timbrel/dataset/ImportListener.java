package timbrel.dataset;

/// Hears how an import gets on. Called from the thread that called [SoundLibrary#scan].
@FunctionalInterface
public interface ImportListener {
  ImportListener NONE = (done, total, file) -> {};

  /// @param done files dealt with so far
  /// @param total files found
  /// @param file the last one, as a path below the imported folder
  void progress(int done, int total, String file);
}
