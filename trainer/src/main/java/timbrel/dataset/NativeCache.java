package timbrel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;

/// Unpacks native libraries into the folder named by `org.bytedeco.javacpp.cachedir` and loads
/// them. Two processes that unpack into one empty folder at once crash each other, hence the lock.
public final class NativeCache {
  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  private NativeCache() {}

  /// Loads the libraries behind these presets, unpacking them the first time.
  public static synchronized void load(Class<?>... presets) {
    // Without these each native allocation asks the system for the process size: 2.4 us, not 1.0.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    if (System.getProperty(FOLDER) == null) {
      Path folder = Path.of(System.getProperty("user.home"), ".cache", "timbrel", "native");
      System.setProperty(FOLDER, folder.toString());
    }
    Path folder = Path.of(System.getProperty(FOLDER));
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("unpack.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        for (Class<?> preset : presets) {
          Loader.load(preset);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "native libraries could not be unpacked into " + folder + ": " + e.getMessage(), e);
    }
  }
}
