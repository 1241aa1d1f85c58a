package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.instrument.Instrument;
import timbrel.nn.weights.Npy;

/// `encode` and `decode`.
class TokensTest extends CommandLineTest {
  private static final int SAMPLES = 10 * TinyInstrumentFile.HOP + 17;
  private Path sound;

  @BeforeEach
  void writeASound() {
    float[] samples = new float[SAMPLES];
    for (int t = 0; t < SAMPLES; t++) {
      samples[t] = (float) Math.sin(0.07 * t) * (1 - t / (float) SAMPLES);
    }
    sound = folder.resolve("sound.wav");
    WavFile.write(sound, new Sound(samples, 44_100), SampleFormat.FLOAT_32);
  }

  @Test
  void codesAreThoseOfTheCodec() {
    Path npy = folder.resolve("x.npy");
    Outcome outcome = runWell("encode", sound, "-m", tiny, "-o", npy);
    assertArrayEquals(
        Instrument.open(tiny.toString()).codec().encode(samplesOf(sound)).codes(),
        Npy.readInt32(npy));
    assertTrue(outcome.out().contains("3 codebooks x 11 frames"), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void anNpyGivesWholeFramesAndTokensTheLengthOfTheSound() {
    Path npy = folder.resolve("x.npy");
    Path tokens = folder.resolve("x.tokens");
    Path whole = folder.resolve("whole.wav");
    Path exact = folder.resolve("exact.wav");
    runWell("encode", sound, "-m", tiny, "-o", npy);
    runWell("encode", sound, "-m", tiny, "-o", tokens);
    runWell("decode", npy, "-m", tiny, "-o", whole);
    runWell("decode", tokens, "-m", tiny, "-o", exact);
    float[] wholeSamples = samplesOf(whole);
    float[] exactSamples = samplesOf(exact);
    assertEquals(11 * TinyInstrumentFile.HOP, wholeSamples.length);
    assertEquals(SAMPLES, exactSamples.length);
    assertArrayEquals(Arrays.copyOf(wholeSamples, SAMPLES), exactSamples);
  }

  @Test
  void fewerCodebooksAreTheFirstOnes() {
    Path all = folder.resolve("all.npy");
    Path two = folder.resolve("two.npy");
    runWell("encode", sound, "-m", tiny, "-o", all);
    runWell("encode", sound, "-m", tiny, "-o", two, "--codebooks", 2);
    assertArrayEquals(Arrays.copyOf(Npy.readInt32(all), 2), Npy.readInt32(two));
    runWell("decode", all, "-m", tiny, "-o", folder.resolve("a.wav"), "--codebooks", 2);
    runWell("decode", two, "-m", tiny, "-o", folder.resolve("b.wav"));
    assertArrayEquals(samplesOf(folder.resolve("a.wav")), samplesOf(folder.resolve("b.wav")));
  }

  @Test
  void stereoAtAnotherRateIsMixedAndResampledAndThatIsSaid() throws IOException {
    Path stereo = folder.resolve("stereo.wav");
    writeStereo(stereo, 22_050, 640);
    Outcome outcome = runWell("encode", stereo, "-m", tiny, "-o", folder.resolve("x.npy"));
    assertTrue(outcome.err().contains("mixed 2 channels to mono"), outcome.err());
    assertTrue(outcome.err().contains("resampled from 22050 to 44100 Hz"), outcome.err());
    assertEquals(20, Npy.readInt32(folder.resolve("x.npy"))[0].length);
  }

  private static void writeStereo(Path file, int rate, int frames) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 4 * frames).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(36 + 4 * frames)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    wav.putInt(16).putShort((short) 1).putShort((short) 2).putInt(rate).putInt(4 * rate);
    wav.putShort((short) 4).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(4 * frames);
    for (int t = 0; t < frames; t++) {
      wav.putShort((short) (1000 * (t % 20))).putShort((short) (-500 * (t % 7)));
    }
    Files.write(file, wav.array());
  }

  @Test
  void decodingWritesFloatsUnlessBitsSaysOtherwise() throws IOException {
    Path npy = folder.resolve("x.npy");
    runWell("encode", sound, "-m", tiny, "-o", npy);
    runWell("decode", npy, "-m", tiny, "-o", folder.resolve("f.wav"));
    runWell("decode", npy, "-m", tiny, "-o", folder.resolve("i.wav"), "--bits", 16);
    int samples = 11 * TinyInstrumentFile.HOP;
    assertTrue(Files.size(folder.resolve("f.wav")) >= 4L * samples);
    assertTrue(Files.size(folder.resolve("i.wav")) < 2L * samples + 100);
  }

  @Test
  void jsonSaysWhatWasDone() {
    Path npy = folder.resolve("x.npy");
    JsonObject encoded = json("encode", sound, "-m", tiny, "-o", npy, "--json");
    assertEquals(11, encoded.get("frames").getAsInt());
    assertEquals(3, encoded.get("codebooks").getAsInt());
    assertEquals(SAMPLES, encoded.get("samples").getAsInt());
    JsonObject decoded = json("decode", npy, "-m", tiny, "-o", folder.resolve("y.wav"), "--json");
    assertEquals(32, decoded.get("bits").getAsInt());
    assertEquals(11 * TinyInstrumentFile.HOP, decoded.get("samples").getAsInt());
  }

  private static JsonObject json(Object... args) {
    return JsonParser.parseString(runWell(args).out()).getAsJsonObject();
  }

  @Test
  void aCodeThatTheInstrumentLacksIsRefusedWithItsPlace() {
    Path npy = folder.resolve("x.npy");
    Path out = folder.resolve("y.wav");
    Npy.writeInt32(npy, new int[][] {{0, 1}, {2, 16}});
    assertFails(
        ExitCodes.BAD_INPUT,
        "code 16 at codebook 1, frame 1, expected below 16",
        "decode",
        npy,
        "-m",
        tiny,
        "-o",
        out);
    Npy.writeInt32(npy, new int[][] {{0, 1}, {-3, 1}});
    assertFails(
        ExitCodes.BAD_INPUT,
        "code -3 at codebook 1, frame 0",
        "decode",
        npy,
        "-m",
        tiny,
        "-o",
        out);
    Npy.writeInt32(npy, new int[4][2]);
    assertFails(ExitCodes.BAD_INPUT, "4 codebooks", "decode", npy, "-m", tiny, "-o", out);
    assertFalse(Files.exists(out));
  }

  @Test
  void tokensOfAnotherCodecAreRefused() {
    Path other = TinyInstrumentFile.write(folder.resolve("other.timbrel"), 2);
    Path tokens = folder.resolve("x.tokens");
    runWell("encode", sound, "-m", other, "-o", tokens);
    assertFails(
        ExitCodes.BAD_INPUT,
        "another codec",
        "decode",
        tokens,
        "-m",
        tiny,
        "-o",
        folder.resolve("y.wav"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"encode", "decode"})
  void codebooksThatAreNotThereAreRefused(String command) {
    Path npy = folder.resolve("x.npy");
    runWell("encode", sound, "-m", tiny, "-o", npy);
    Path in = command.equals("encode") ? sound : npy;
    Path out = folder.resolve(command.equals("encode") ? "y.npy" : "y.wav");
    for (int count : new int[] {0, 4}) {
      assertFails(
          ExitCodes.USAGE,
          "--codebooks is %d, expected 1 to 3".formatted(count),
          command,
          in,
          "-m",
          tiny,
          "-o",
          out,
          "--codebooks",
          count);
    }
  }

  @Test
  void filesThatAreNotWhatTheyShouldBeAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("a.npy"), "boom tschak boom boom tschak\n");
    Path wav = folder.resolve("y.wav");
    assertFails(ExitCodes.BAD_INPUT, "a.npy", "decode", text, "-m", tiny, "-o", wav);
    assertFails(
        ExitCodes.BAD_INPUT,
        "no such file",
        "decode",
        folder.resolve("none.npy"),
        "-m",
        tiny,
        "-o",
        wav);
    assertFails(
        ExitCodes.BAD_INPUT,
        "no such file",
        "encode",
        folder.resolve("none.wav"),
        "-m",
        tiny,
        "-o",
        folder.resolve("y.npy"));
    assertFails(
        ExitCodes.BAD_INPUT,
        "is a folder",
        "encode",
        folder,
        "-m",
        tiny,
        "-o",
        folder.resolve("y.npy"));
    Path broken =
        Files.write(folder.resolve("b.wav"), "RIFF....WAVE".getBytes(StandardCharsets.US_ASCII));
    assertFails(
        ExitCodes.BAD_INPUT, "b.wav", "encode", broken, "-m", tiny, "-o", folder.resolve("y.npy"));
    assertFails(
        ExitCodes.BAD_INPUT,
        "sound.wav",
        "encode",
        sound,
        "-m",
        sound,
        "-o",
        folder.resolve("y.npy"));
  }

  @Test
  void aSoundWithNaNIsRefused() throws IOException {
    byte[] wav = Files.readAllBytes(sound);
    int second = wav.length - 4 * (SAMPLES - 1);
    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putFloat(second, Float.NaN);
    Path nan = Files.write(folder.resolve("nan.wav"), wav);
    assertFails(
        ExitCodes.BAD_INPUT,
        "sample 1 of channel 0",
        "encode",
        nan,
        "-m",
        tiny,
        "-o",
        folder.resolve("y.npy"));
  }

  /// The launcher adds FFmpeg and tries again.
  @Test
  void anotherFormatAsksForTheImportLibrary() throws IOException {
    Path flac =
        Files.write(folder.resolve("a.flac"), "fLaC....".getBytes(StandardCharsets.US_ASCII));
    assertFails(
        ExitCodes.NEEDS_IMPORT_LIBRARY,
        "is no WAV file",
        "encode",
        flac,
        "-m",
        tiny,
        "-o",
        folder.resolve("y.npy"));
  }

  @Test
  void placesThatCannotBeWrittenAreSaidBeforeTheWork() {
    assertFails(
        ExitCodes.CANNOT_WRITE,
        "its folder does not exist",
        "encode",
        sound,
        "-m",
        tiny,
        "-o",
        folder.resolve("none/y.npy"));
    assertFails(
        ExitCodes.USAGE,
        "ends in .npy or .tokens",
        "encode",
        sound,
        "-m",
        tiny,
        "-o",
        folder.resolve("y.txt"));
  }

  private static float[] samplesOf(Path file) {
    Wav wav = WavFile.read(file);
    return wav.channels()[0];
  }
}
