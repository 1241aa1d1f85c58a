package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Broken and malicious files end in an error that says what is wrong.
class HostileWavTest {
  private static final byte[] FOUR = WavBytes.shorts(1, 2, 3, 4);

  @TempDir private Path folder;

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("size is 0 bytes", new byte[0]),
        Arguments.of("first word is 'FORM'", new WavBytes().riff("FORM").format().bytes()),
        Arguments.of("first word is '????'", new WavBytes().riff("\0\1\2\3").bytes()),
        Arguments.of("RIFF form is 'AVI '", new WavBytes().form("AVI ").bytes()),
        Arguments.of("'fmt ' chunk is missing", new WavBytes().chunk("data", FOUR).bytes()),
        Arguments.of("'data' chunk is missing", new WavBytes().format().bytes()),
        Arguments.of("'fmt ' chunk is 8 bytes", new WavBytes().chunk("fmt ", 8, FOUR).bytes()),
        Arguments.of("'fmt ' chunk is 4294967295", new WavBytes().chunk("fmt ", -1, FOUR).bytes()),
        Arguments.of("sample format is ADPCM", format(2, 1, 44_100, 2, 4)),
        Arguments.of("sample format is MP3", format(0x55, 1, 44_100, 2, 0)),
        Arguments.of("sample format is codec 0x1234", format(0x1234, 1, 44_100, 2, 16)),
        Arguments.of("sample format is PCM of 64 bits", format(1, 1, 44_100, 8, 64)),
        Arguments.of("sample format is PCM of 0 bits", format(1, 1, 44_100, 2, 0)),
        Arguments.of("sample format is floating point of 16", format(3, 1, 44_100, 2, 16)),
        Arguments.of("number of channels is 0", format(1, 0, 44_100, 2, 16)),
        Arguments.of("sample rate is 0 Hz", format(1, 1, 0, 2, 16)),
        Arguments.of("sample rate is 4294967295 Hz", format(1, 1, -1, 2, 16)),
        Arguments.of("block align is 0", format(1, 1, 44_100, 0, 16)),
        Arguments.of("block align is 3", format(1, 2, 44_100, 3, 16)),
        Arguments.of("extensible 'fmt ' chunk is 16 bytes", format(0xFFFE, 1, 44_100, 2, 16)),
        Arguments.of("subformat is an unknown GUID", unknownGuid()),
        Arguments.of(
            "'data' chunk is 10 bytes long with 8 left",
            new WavBytes().format().chunk("data", 10, FOUR).bytes()),
        Arguments.of(
            "'data' chunk is 2147483647 bytes long with 8 left",
            new WavBytes().format().chunk("data", Integer.MAX_VALUE, FOUR).bytes()),
        Arguments.of("'data' chunk is 9223372036854775807", rf64(Long.MAX_VALUE)),
        Arguments.of("'ds64' data size is -1", rf64(-1)),
        Arguments.of("'ds64' chunk is 8 bytes", new WavBytes().chunk("ds64", FOUR).bytes()),
        Arguments.of("number of chunks is over 10000", manyChunks()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void theErrorNamesFileAndField(String expected, byte[] file) {
    Path path = WavBytes.write(folder, file);
    AudioFormatException e = assertThrows(AudioFormatException.class, () -> WavFile.read(path));
    assertEquals(path.toString(), e.file());
    String message = e.getMessage();
    assertTrue(message.startsWith(path + ": " + expected), message);
    assertTrue(message.contains("expected"), message);
  }

  /// Wherever the file ends, it is an error, unless only a part of the last frame is missing.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aFileCutOffAnywhereIsRefused(int channels) throws IOException {
    int frameBytes = 2 * channels;
    byte[] whole =
        new WavBytes()
            .chunk("LIST", new byte[5])
            .format(1, channels, 44_100, frameBytes, 16)
            .chunk("data", FOUR)
            .bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cutOff = Arrays.copyOf(whole, length);
      if (length > whole.length - frameBytes) {
        assertEquals(4 / channels - 1, read(cutOff).frames());
      } else {
        assertThrows(AudioFormatException.class, () -> read(cutOff), "length " + length);
      }
    }
  }

  /// No length in the file makes for more samples than there are bytes.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void flippedBytesGiveASoundOrAnError(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] whole =
        new WavBytes()
            .riff(seed % 2 == 0 ? "RF64" : "RIFF")
            .chunk("ds64", ds64(8))
            .chunk("LIST", new byte[5])
            .format()
            .chunk("data", seed % 2 == 0 ? -1 : 8, FOUR)
            .bytes();
    int refused = 0;
    for (int trial = 0; trial < 1500; trial++) {
      byte[] flipped = whole.clone();
      for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
      }
      try {
        Wav wav = read(flipped);
        assertTrue((long) wav.frames() * wav.channels().length <= flipped.length);
      } catch (AudioFormatException e) {
        assertTrue(e.getMessage().startsWith("test.wav: "));
        refused++;
      }
    }
    assertTrue(refused > 100 && refused < 1400, refused + " refused");
  }

  @Test
  void aFileThatIsNotThereIsAnInputError() {
    Path path = folder.resolve("missing.wav");
    assertThrows(UncheckedIOException.class, () -> WavFile.read(path));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 3, 999, 768_001, 1L << 40})
  void sampleRatesOfNoRecordingAreRefused(long rate) {
    AudioFormatException e =
        assertThrows(AudioFormatException.class, () -> SampleRates.require("a.wav", rate));
    assertEquals(
        "a.wav: sample rate is " + rate + " Hz, expected 1000 to 768000 Hz", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 44_100, 768_000})
  void sampleRatesOfRecordingsAreTaken(int rate) {
    assertEquals(rate, SampleRates.require("a.wav", rate));
  }

  private static Wav read(byte[] file) throws IOException {
    return WavFile.read(new BytesChannel(file), "test.wav");
  }

  private static byte[] format(int tag, int channels, int rate, int blockAlign, int bits) {
    return new WavBytes().format(tag, channels, rate, blockAlign, bits).chunk("data", FOUR).bytes();
  }

  private static byte[] unknownGuid() {
    ByteBuffer format = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    format.putShort((short) 0xFFFE).putShort((short) 1).putInt(44_100).putInt(88_200);
    format.putShort((short) 2).putShort((short) 16).putShort((short) 22);
    format.putShort(24, (short) 1);
    return new WavBytes().chunk("fmt ", format.array()).chunk("data", FOUR).bytes();
  }

  private static byte[] ds64(long dataSize) {
    return ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN).putLong(8, dataSize).array();
  }

  private static byte[] rf64(long dataSize) {
    return new WavBytes()
        .riff("RF64")
        .chunk("ds64", ds64(dataSize))
        .format()
        .chunk("data", -1, FOUR)
        .bytes();
  }

  private static byte[] manyChunks() {
    WavBytes wav = new WavBytes();
    for (int i = 0; i < 10_001; i++) {
      wav.chunk("junk", new byte[0]);
    }
    return wav.bytes();
  }
}
