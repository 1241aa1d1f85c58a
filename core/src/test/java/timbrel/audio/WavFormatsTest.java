package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// WAV files as other programs write them.
class WavFormatsTest {
  private static final byte[] TWO = WavBytes.shorts(8192, -16384);
  private static final float[] TWO_SAMPLES = {0.25f, -0.5f};

  @TempDir private Path folder;

  /// `wav_golden.py` wrote them with libsndfile.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wav-pcm_u8",
        "wav-pcm_16",
        "wav-pcm_24",
        "wav-pcm_32",
        "wav-float",
        "wav-double",
        "wavex-pcm_u8",
        "wavex-pcm_16",
        "wavex-pcm_24",
        "wavex-pcm_32",
        "wavex-float",
        "wavex-double",
        "rf64-pcm_u8",
        "rf64-pcm_16",
        "rf64-pcm_24",
        "rf64-pcm_32",
        "rf64-float",
        "rf64-double"
      })
  void filesOfLibsndfileAreRead(String name) throws IOException {
    Wav wav = WavFile.read(resource(name));
    assertEquals(44_100, wav.sampleRate());
    assertEquals(2, wav.channels().length);
    assertArrayEquals(
        new float[] {-0.75f, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f}, wav.channels()[0]);
    float[] right = {0.375f, 0.25f, 0.125f, 0, -0.125f, -0.25f, -0.375f};
    assertArrayEquals(right, wav.channels()[1], name.endsWith("u8") ? 1f / 128 : 0);
  }

  @Test
  void monoIsTheMeanOfTheChannels() throws IOException {
    Sound mono = WavFile.read(resource("wav-pcm_16")).mono();
    assertArrayEquals(
        new float[] {-0.1875f, -0.125f, -0.0625f, 0, 0.0625f, 0.125f, 0.1875f}, mono.samples());
  }

  @Test
  void otherChunksAreSkippedAlsoOddOnes() {
    Path path =
        new WavBytes()
            .chunk("LIST", new byte[7])
            .format()
            .chunk("bext", new byte[1])
            .chunk("data", TWO)
            .chunk("id3 ", new byte[3])
            .in(folder);
    assertArrayEquals(TWO_SAMPLES, WavFile.read(path).channels()[0]);
  }

  @Test
  void samplesMayComeBeforeTheFormat() {
    Path path = new WavBytes().chunk("data", TWO).format().in(folder);
    assertArrayEquals(TWO_SAMPLES, WavFile.read(path).channels()[0]);
  }

  /// 20 of 24 bits: the value is at the top of its three bytes.
  @ParameterizedTest
  @CsvSource({"3, 20", "4, 24", "2, 12", "1, 7"})
  void theContainerDecidesWhatFullScaleIs(int bytes, int bits) {
    byte[] half = new byte[bytes];
    half[bytes - 1] = bytes == 1 ? (byte) 192 : 64;
    Path path = new WavBytes().format(1, 1, 44_100, bytes, bits).chunk("data", half).in(folder);
    assertArrayEquals(new float[] {0.5f}, WavFile.read(path).channels()[0]);
  }

  /// A recorder that writes into a pipe cannot come back to fill in the length.
  @ParameterizedTest
  @CsvSource({"-1, -1", "0, -1", "0, 0", "2147479552, 2147479588"})
  void unknownLengthsMeanAllThereIs(int dataSize, int riffSize) {
    Path path = new WavBytes().riffSize(riffSize).format().chunk("data", dataSize, TWO).in(folder);
    assertArrayEquals(TWO_SAMPLES, WavFile.read(path).channels()[0]);
  }

  @Test
  void aLengthOfZeroIsBelievedIfTheOuterOneIsKnown() {
    Path path =
        new WavBytes()
            .riffSize(36)
            .format()
            .chunk("data", new byte[0])
            .chunk("LIST", new byte[8])
            .in(folder);
    assertEquals(0, WavFile.read(path).frames());
  }

  @Test
  void onlyACutOffLastFrameIsForgiven() {
    Path path =
        new WavBytes()
            .format(1, 2, 44_100, 4, 16)
            .chunk("data", 8, WavBytes.shorts(8192, -16384, 1))
            .in(folder);
    Wav wav = WavFile.read(path);
    assertArrayEquals(new float[] {0.25f}, wav.channels()[0]);
    assertArrayEquals(new float[] {-0.5f}, wav.channels()[1]);
  }

  @Test
  void notANumberIsFoundByWhoeverAsks() {
    byte[] samples =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(0)
            .putFloat(Float.NEGATIVE_INFINITY)
            .putFloat(Float.NaN)
            .array();
    Path path = new WavBytes().format(3, 1, 44_100, 4, 32).chunk("data", samples).in(folder);
    Wav wav = WavFile.read(path);
    assertTrue(Float.isNaN(wav.channels()[0][2]));
    AudioFormatException e =
        assertThrows(AudioFormatException.class, () -> wav.requireFinite("a.wav"));
    assertEquals(
        "a.wav: sample 1 of channel 0 is -Infinity, expected a finite number", e.getMessage());
  }

  private Path resource(String name) throws IOException {
    try (InputStream in =
        WavFormatsTest.class.getResourceAsStream("/timbrel/audio/wav/" + name + ".wav")) {
      assertNotNull(in, name);
      return WavBytes.write(folder, in.readAllBytes());
    }
  }
}
