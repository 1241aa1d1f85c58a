package timbrel.studio.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.workspace.Workspace;

class UploadTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  /// A byte a second, for ever.
  private static final class Trickle extends InputStream implements InstantSource {
    private long bytes;

    @Override
    public int read() {
      bytes++;
      return 0;
    }

    @Override
    public int read(byte[] block, int offset, int length) {
      return length == 0 ? 0 : read() + 1;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(Duration.ofSeconds(bytes));
    }
  }

  @Test
  void whoeverTricklesBytesInIsSentAwayAfterTwentySeconds() {
    Trickle trickle = new Trickle();
    Upload upload = new Upload(trickle, MEGABYTE, trickle);
    String why =
        assertThrows(BadRequestException.class, () -> upload.into(folder.resolve("a")))
            .getMessage();
    assertTrue(why.contains("too slowly"), why);
    assertEquals(21, trickle.bytes);
  }

  @Test
  void aFileThatIsLongerThanItMayBeIsRefusedAsSoonAsThatIsKnown() throws IOException {
    InputStream endless = new ByteArrayInputStream(new byte[(int) (4 * MEGABYTE)]);
    Upload upload = new Upload(endless, MEGABYTE, InstantSource.system());
    assertThrows(BadRequestException.class, () -> upload.into(folder.resolve("a")));
    assertTrue(Files.size(folder.resolve("a")) <= MEGABYTE);
  }

  @Test
  void aSetTakesFiveThousandFilesAndKeepsNothingOfOneThatWasRefused() throws IOException {
    SoundSets sounds = new SoundSets(Workspace.open(folder), new Launcher(List.of()));
    String set = sounds.create("many");
    for (int i = 0; i < 5000; i++) {
      sounds.add(set, "kicks/" + i + ".wav", new ByteArrayInputStream(new byte[] {1}));
    }
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the connection is gone");
          }
        };
    assertThrows(IOException.class, () -> sounds.add(set, "kicks/5001.wav", broken));
    try (var files = Files.walk(folder.resolve("sounds").resolve(set))) {
      assertEquals(5000, files.filter(Files::isRegularFile).count());
    }
  }
}
