package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.dataset.TestEncoder.Format;

class AudioDecoderTest {
  private static final int RATE = 44_100;

  @TempDir Path folder;

  static Stream<Format> lossless() {
    return Stream.of(
        Format.U8,
        Format.S16,
        Format.S24,
        Format.S32,
        Format.F32,
        Format.F64,
        Format.W64,
        Format.AIFF,
        Format.AIFC,
        Format.FLAC,
        Format.FLAC24,
        Format.ALAC);
  }

  static Stream<Format> losslessWithLength() {
    return lossless().filter(format -> !format.equals(Format.W64));
  }

  static Stream<Format> lossy() {
    return Stream.of(Format.MP3, Format.OGG, Format.OPUS, Format.M4A);
  }

  private Path write(Format format, int rate, float[]... channels) {
    return TestEncoder.write(folder.resolve("sound." + format.extension()), format, rate, channels);
  }

  private static AudioDecoder.Decoded read(Path file) {
    return AudioDecoder.read(file, DecodeLimits.DEFAULT);
  }

  private static Refusal refusal(Path file) {
    return assertThrows(SoundRefusedException.class, () -> read(file)).refusal();
  }

  /// Samples that are whole numbers of the format's own steps come back exactly.
  @ParameterizedTest
  @MethodSource("lossless")
  void aLosslessFileComesBackExactly(Format format) {
    float step = 1f / (1 << (Math.min(24, format.bits()) - 1));
    float[][] channels = new float[2][4321];
    Random random = new Random(1);
    for (float[] channel : channels) {
      for (int i = 0; i < channel.length; i++) {
        channel[i] = step * (float) Math.floor((2 * random.nextFloat() - 1) / step);
      }
      channel[0] = -1; // the end of the scale
      channel[1] = 1 - step;
    }
    AudioDecoder.Decoded decoded = read(write(format, 48_000, channels));
    assertEquals(48_000, decoded.format().sampleRate());
    assertFalse(decoded.format().lossy());
    for (int c = 0; c < 2; c++) {
      assertTrue(Arrays.equals(channels[c], decoded.channels()[c]), format + " channel " + c);
    }
  }

  /// The encoder's delay is taken off: the attack is where it was, to a millisecond.
  @ParameterizedTest
  @MethodSource("lossy")
  void anAttackStaysInPlaceThroughALossyFormat(Format format) {
    float[] sound = TestSounds.hit(48_000, 9600, 24_000, 300, 0.1, 1);
    AudioDecoder.Decoded decoded = read(write(format, 48_000, sound, sound));
    assertTrue(decoded.format().lossy());
    int best = 0;
    double most = 0;
    for (int lag = -2400; lag <= 2400; lag++) {
      double sum = 0;
      for (int i = 9600; i < 14_400; i++) {
        sum += sound[i] * decoded.channels()[0][i + lag];
      }
      if (sum > most) {
        most = sum;
        best = lag;
      }
    }
    assertEquals(0, best, 1, format + " lag in samples");
    double error = 0;
    for (int i = 9600; i < 14_400; i++) {
      error += Math.pow(sound[i] - decoded.channels()[0][i], 2);
    }
    assertTrue(error < 0.05 * Mixdown.energy(sound), format + " error " + error);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 11_025, 22_050, 44_100, 96_000, 192_000})
  void theRateIsTheFilesOwn(int rate) {
    AudioDecoder.Decoded decoded = read(write(Format.S16, rate, new float[1000]));
    assertEquals(rate, decoded.format().sampleRate());
    assertEquals(1000, decoded.frames());
  }

  @Test
  void threeSamplesASecondAreRefused() {
    Path file = write(Format.S16, 3, new float[100]);
    var refused = assertThrows(SoundRefusedException.class, () -> read(file));
    assertEquals(Refusal.SAMPLE_RATE, refused.refusal());
    assertEquals("sample rate 3 Hz, expected 4000 to 384000 Hz", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aSampleThatIsNoNumberIsRefused(float bad) {
    float[] sound = new float[RATE];
    sound[RATE / 2] = bad;
    Path file = write(Format.F32, RATE, sound);
    assertEquals(Refusal.NOT_FINITE, refusal(file));
  }

  @Test
  void textThatIsNamedWavIsRefused() throws IOException {
    Path file = folder.resolve("text.wav");
    Files.writeString(file, "This is no sound, whatever its name says.\n".repeat(200));
    assertEquals(Refusal.UNKNOWN_FORMAT, refusal(file));
  }

  @Test
  void aPlaylistThatPointsElsewhereIsNotFollowed() throws IOException {
    write(Format.S16, RATE, new float[1000]);
    Path list = folder.resolve("list.wav");
    Files.writeString(list, "#EXTM3U\n#EXTINF:1,\nsound.wav\n#EXT-X-ENDLIST\n");
    assertEquals(Refusal.UNKNOWN_FORMAT, refusal(list));
    Files.writeString(list, "ffconcat version 1.0\nfile sound.wav\n");
    assertEquals(Refusal.UNKNOWN_FORMAT, refusal(list));
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.wav"));
    assertEquals(Refusal.NO_SOUND_INSIDE, refusal(file));
  }

  @Test
  void aFileWithoutSamplesIsRefused() {
    assertEquals(Refusal.NO_SOUND_INSIDE, refusal(write(Format.S16, RATE, new float[0])));
  }

  /// All but W64, which is taken for as long as it is.
  @ParameterizedTest
  @MethodSource("losslessWithLength")
  void aLosslessFileThatIsCutShortIsRefused(Format format) throws IOException {
    Path file = write(format, RATE, TestSounds.hit(RATE, 0, RATE, 300, 0.3, 1));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 6 / 10));
    assertThrows(SoundRefusedException.class, () -> read(file), format.toString());
  }

  /// A FLAC file carries checksums, so a changed byte in the sound is noticed.
  @Test
  void aFlacFileWithAChangedByteIsRefused() throws IOException {
    Path file = write(Format.FLAC, RATE, TestSounds.hit(RATE, 0, RATE, 300, 0.3, 1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(file, bytes);
    assertEquals(Refusal.DAMAGED, refusal(file));
  }

  /// Whatever bytes are changed: a result or a refusal, never anything else, and soon.
  @ParameterizedTest
  @MethodSource({"lossless", "lossy"})
  void changedBytesDoNoHarm(Format format) throws IOException {
    float[] sound = TestSounds.hit(48_000, 0, 12_000, 300, 0.1, 1);
    Path file = write(format, 48_000, sound, sound);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(7);
    DecodeLimits limits = new DecodeLimits(1 << 24, 60, Duration.ofSeconds(20));
    for (int round = 0; round < 40; round++) {
      byte[] changed = bytes.clone();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        int range = random.nextBoolean() ? Math.min(200, changed.length) : changed.length;
        changed[random.nextInt(range)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(changed.length) : changed.length;
      Files.write(file, Arrays.copyOf(changed, length));
      try {
        AudioDecoder.Decoded decoded = AudioDecoder.read(file, limits);
        assertTrue(decoded.frames() <= 60 * decoded.format().sampleRate());
      } catch (SoundRefusedException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  @Test
  void aHeaderThatPromisesFourGigabytesCostsNoMemory() throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2000).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(0x7fffff00);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(0x7ffffed0);
    Path file = Files.write(folder.resolve("promise.wav"), wav.array());
    assertEquals(Refusal.CUT_SHORT, refusal(file));
  }

  @Test
  void aSoundLongerThanTheLimitIsRefused() {
    Path file = write(Format.FLAC, RATE, new float[3 * RATE]);
    DecodeLimits two = new DecodeLimits(1 << 24, 2, Duration.ofSeconds(20));
    var refused = assertThrows(SoundRefusedException.class, () -> AudioDecoder.read(file, two));
    assertEquals(Refusal.TOO_LARGE, refused.refusal());
  }

  @Test
  void aFileThatTakesTooLongIsRefused() {
    Path file = write(Format.FLAC, RATE, new float[3 * RATE]);
    DecodeLimits none = new DecodeLimits(1 << 24, 60, Duration.ZERO);
    assertThrows(SoundRefusedException.class, () -> AudioDecoder.read(file, none));
  }

  @Test
  void aPipeIsRefusedWithoutWaitingForIt() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.wav");
    assumeTrue(Files.exists(Path.of("/usr/bin/mkfifo")), "this system has no mkfifo");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
    assertEquals(Refusal.UNREADABLE, refusal(pipe));
  }

  @Test
  void aNameWithUmlautsAndBlanksIsFound() {
    Path file = folder.resolve("gro\u00dfe Trommel % #1: \u592a\u9f13.wav");
    TestEncoder.write(file, Format.S16, RATE, new float[500]);
    assertEquals(500, read(file).frames());
  }

  @Test
  void channelsThatCancelAreNotMixed() {
    float[] left = TestSounds.hit(RATE, 0, 2000, 300, 0.1, 1);
    float[] right = TestSounds.scaled(left, -0.9);
    AudioDecoder.Decoded decoded = read(write(Format.F32, RATE, left, right));
    assertTrue(Arrays.equals(left, decoded.mono().samples()));
    float[] same = read(write(Format.F32, RATE, left, left)).mono().samples();
    assertTrue(Arrays.equals(left, same));
  }
}
