package timbrel.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version of this program, as the build wrote it.
public final class TimbrelVersion {
  public static final String CURRENT = read();

  private TimbrelVersion() {}

  private static String read() {
    try (InputStream in = TimbrelVersion.class.getResourceAsStream("/timbrel/version.txt")) {
      if (in == null) {
        throw new IllegalStateException("version.txt is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("reading version.txt", e);
    }
  }
}
