package timbrel.driver.wav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

class WavDriverTest {
  private static final int RATE = 8000;

  @TempDir Path folder;

  /// Half of full scale for a while, then silence.
  private static final class Burst implements AudioCallback {
    private final int frames;
    private int played;

    Burst(int frames) {
      this.frames = frames;
    }

    @Override
    public void midi(int frame, int status, int data1, int data2) {}

    @Override
    public void process(float[][] in, float[][] out, int count) {
      for (int t = 0; t < count; t++) {
        out[0][t] = played < frames ? 0.5f : 0;
        out[1][t] = -out[0][t];
        played++;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 441, 2048})
  void aFileOfFixedLengthHasItWhateverTheBlock(int block) throws Exception {
    Wav wav = render(new Burst(100), new WavDriver.Length(1234, 1234), block);
    assertEquals(1234, wav.channels()[0].length);
    assertEquals(0.5f, wav.channels()[0][99]);
    assertEquals(-0.5f, wav.channels()[1][99]);
    assertEquals(0, wav.channels()[0][100]);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 441, 2048})
  void itEndsAQuarterOfASecondAfterTheLastSound(int block) throws Exception {
    Wav wav = render(new Burst(3001), new WavDriver.Length(500, 100_000), block);
    assertEquals(3001 + RATE / 4, wav.channels()[0].length);
  }

  @Test
  void whatFailsLeavesNoFileAndSaysWhy() {
    Path file = folder.resolve("out.wav");
    AudioCallback failing =
        new AudioCallback() {
          @Override
          public void midi(int frame, int status, int data1, int data2) {}

          @Override
          public void process(float[][] in, float[][] out, int frames) {
            throw new IllegalStateException("no hit could be made");
          }
        };
    try (WavDriver driver =
        WavDriver.open(file, SampleFormat.PCM_24, RATE, 64, new WavDriver.Length(100, 100))) {
      driver.start(failing);
      assertThrows(IllegalStateException.class, driver::awaitEnd);
      assertEquals(State.ENDED, driver.status().state());
    }
    assertFalse(Files.exists(file));
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aDriverThatIsClosedBeforeItStartsLeavesNothing() {
    WavDriver.open(
            folder.resolve("out.wav"),
            SampleFormat.PCM_24,
            RATE,
            64,
            new WavDriver.Length(100, 100))
        .close();
    assertEquals(0, folder.toFile().list().length);
  }

  private Wav render(AudioCallback callback, WavDriver.Length length, int block) throws Exception {
    Path file = folder.resolve("out.wav");
    try (WavDriver driver = WavDriver.open(file, SampleFormat.FLOAT_32, RATE, block, length)) {
      driver.start(callback);
      driver.awaitEnd();
    }
    return WavFile.read(file);
  }
}
