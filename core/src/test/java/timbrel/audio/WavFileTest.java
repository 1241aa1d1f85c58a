package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
  private static final float[] STEPS = {0, 0.5f, -0.5f, 0.25f, -1, 1 - 1f / 32768, 3f / 32768};

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void whatIsWrittenIsReadBack(SampleFormat format) {
    Path path = folder.resolve("hit.wav");
    assertEquals(0, WavFile.write(path, new Sound(STEPS, 44_100), format));
    Wav wav = WavFile.read(path);
    assertEquals(44_100, wav.sampleRate());
    assertEquals(1, wav.channels().length);
    assertArrayEquals(STEPS, wav.channels()[0]);
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void longerThanABlockIsReadBack(SampleFormat format) {
    float[] ramp = new float[70_001];
    for (int t = 0; t < ramp.length; t++) {
      ramp[t] = (t % 65536 - 32768) / 32768f;
    }
    Path path = folder.resolve("ramp.wav");
    WavFile.write(path, new Sound(ramp, 48_000), format);
    assertArrayEquals(ramp, WavFile.read(path).channels()[0]);
  }

  @Test
  void anEmptySoundIsReadBack() {
    Path path = folder.resolve("empty.wav");
    WavFile.write(path, new Sound(new float[0], 8000), SampleFormat.PCM_16);
    assertEquals(0, WavFile.read(path).frames());
  }

  @Test
  void clippedSamplesAreCounted() {
    Path path = folder.resolve("loud.wav");
    Sound loud = new Sound(new float[] {1, -1, 1.5f, -2, 0.1f}, 44_100);
    assertEquals(2, WavFile.write(path, loud, SampleFormat.PCM_16));
    float top = 32767 / 32768f;
    float tenth = 3277 / 32768f;
    assertArrayEquals(new float[] {top, -1, top, -1, tenth}, WavFile.read(path).channels()[0]);
    assertEquals(0, WavFile.write(path, loud, SampleFormat.FLOAT_32));
    assertArrayEquals(loud.samples(), WavFile.read(path).channels()[0]);
  }

  @Test
  void writingReplacesAndLeavesNothingBeside() throws IOException {
    Path path = folder.resolve("hit.wav");
    WavFile.write(path, new Sound(new float[1000], 44_100), SampleFormat.PCM_24);
    WavFile.write(path, new Sound(STEPS, 44_100), SampleFormat.PCM_24);
    assertEquals(STEPS.length, WavFile.read(path).frames());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @Test
  void writingWhatIsNotANumberIsRefusedAndKeepsTheOldFile() {
    Path path = folder.resolve("hit.wav");
    WavFile.write(path, new Sound(STEPS, 44_100), SampleFormat.FLOAT_32);
    Sound broken = new Sound(new float[] {0, 0, Float.NaN}, 44_100);
    AudioFormatException e =
        assertThrows(
            AudioFormatException.class, () -> WavFile.write(path, broken, SampleFormat.FLOAT_32));
    assertEquals("sample 2 of channel 0", e.field());
    assertEquals(STEPS.length, WavFile.read(path).frames());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 24, 32})
  void formatsAreFoundByTheirBits(int bits) {
    assertEquals(bits, SampleFormat.ofBits(bits).bits());
  }

  @Test
  void otherBitsAreRefused() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> SampleFormat.ofBits(8))
            .getMessage()
            .contains("expected 16, 24 or 32"));
  }
}
