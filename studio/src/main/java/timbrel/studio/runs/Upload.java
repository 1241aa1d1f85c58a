package timbrel.studio.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import timbrel.studio.json.BadRequestException;

/// One file on its way in: neither too large nor too slow. Whoever trickles bytes in would keep a
/// connection and a half-written file for ever.
///
/// @param in what comes
/// @param most bytes that are taken
/// @param clock tells how long it takes
record Upload(InputStream in, long most, InstantSource clock) {
  private static final int BLOCK = 1 << 16;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// A page sends to its own computer: the slowest disk is faster.
  private static final long SLOWEST_BYTES_A_SECOND = 64 << 10;

  static Upload of(InputStream in) {
    return new Upload(in, SoundSets.LARGEST_FILE, InstantSource.system());
  }

  /// Writes all of it.
  ///
  /// @return how many bytes that were
  /// @throws BadRequestException if there are too many, or they come too slowly
  long into(Path file) throws IOException {
    long start = clock.millis();
    long bytes = 0;
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        bytes += n;
        check(bytes, clock.millis() - start);
        out.write(block, 0, n);
      }
    }
    return bytes;
  }

  private void check(long bytes, long millis) {
    if (bytes > most) {
      throw new BadRequestException("a file of more than %d MB".formatted(most >> 20));
    }
    if (millis > GRACE.toMillis() + 1000 * bytes / SLOWEST_BYTES_A_SECOND) {
      throw new BadRequestException("the file came too slowly; try it again");
    }
  }
}
