package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.audio.WavStream;
import timbrel.nn.weights.Npy;
import timbrel.nn.weights.Safetensors;

/// encode, decode and info with small models of others; they lie with the tests of core.
class CodecCommandsTest {
  private static final Path MODELS = Path.of("../core/src/test/resources/timbrel/codec/pretrained");

  @TempDir private Path folder;
  private String errors = "";
  private String output = "";

  @ParameterizedTest
  @CsvSource({"encodec_24k_tiny, hit6000, 24000, 1", "encodec_48k_tiny, hit9001, 48000, 2"})
  void anEcdcFileIsTheOriginalToolsAndGivesTheLengthBack(
      String name, String sound, int rate, int channels) throws IOException {
    Path wav = wav(name, sound, rate, channels);
    Path file = folder.resolve("x.ecdc");
    String model = MODELS.resolve(name).toString();
    assertEquals(0, run("encode", wav, "-m", model, "--bandwidth", "6", "-o", file), errors);
    assertArrayEquals(
        Files.readAllBytes(MODELS.resolve(name).resolve(sound + ".nolm.ecdc")),
        Files.readAllBytes(file));
    Path back = folder.resolve("back.wav");
    assertEquals(0, run("decode", file, "-m", model, "-o", back), errors);
    Wav decoded = WavFile.read(back);
    assertEquals(WavFile.read(wav).frames(), decoded.frames());
    assertEquals(channels, decoded.channels().length);
    assertEquals(rate, decoded.sampleRate());
  }

  @Test
  void chunksAndScalesGoThroughAnArchive() {
    Path wav = wav("encodec_48k_tiny", "chunked110400", 48_000, 2);
    Path file = folder.resolve("x.npz");
    String model = MODELS.resolve("encodec_48k_tiny").toString();
    assertEquals(0, run("encode", wav, "-m", model, "-o", file, "--json"), errors);
    assertTrue(output.contains("\"chunks\":3"), output);
    Path back = folder.resolve("back.wav");
    assertEquals(0, run("decode", file, "-m", model, "-o", back), errors);
    assertEquals(110_400, WavFile.read(back).frames());
    Path npy = folder.resolve("x.npy");
    assertEquals(ExitCodes.USAGE, run("encode", wav, "-m", model, "-o", npy));
    assertTrue(errors.contains("expected a name that ends in .ecdc or .npz"), errors);
  }

  @Test
  void codesOfOneChunkAreOneArray() {
    Path wav = wav("dac_44k_tiny", "hit8000", 44_100, 1);
    Path file = folder.resolve("x.npy");
    String model = MODELS.resolve("dac_44k_tiny").toString();
    assertEquals(0, run("encode", wav, "-m", model, "--codebooks", "3", "-o", file), errors);
    assertEquals(3, Npy.readInt32(file).length);
    Path back = folder.resolve("back.wav");
    assertEquals(0, run("decode", file, "-m", model, "-o", back, "--codebooks", "2"), errors);
    assertEquals(8192, WavFile.read(back).frames());
  }

  @Test
  void otherRatesAndChannelsAreConvertedAndSaid() {
    Path wav = wav("encodec_48k_tiny", "hit9001", 48_000, 2);
    Path file = folder.resolve("x.ecdc");
    String model = MODELS.resolve("encodec_24k_tiny").toString();
    assertEquals(0, run("encode", wav, "-m", model, "-o", file, "--json"), errors);
    assertTrue(errors.contains("mixed 2 channels to mono"), errors);
    assertTrue(errors.contains("resampled from 48000 to 24000 Hz"), errors);
    assertTrue(output.contains("\"samples\":4501"), output);
  }

  @Test
  void soundsWithoutSamplesAreRefused() {
    Path wav = folder.resolve("empty.wav");
    try (WavStream out = WavStream.create(wav, SampleFormat.PCM_16, 1, 24_000)) {
      out.finish();
    }
    Path file = folder.resolve("x.ecdc");
    String model = MODELS.resolve("encodec_24k_tiny").toString();
    assertEquals(ExitCodes.BAD_INPUT, run("encode", wav, "-m", model, "-o", file));
    assertTrue(errors.contains("has no samples"), errors);
    assertFalse(Files.exists(file));
  }

  @Test
  void filesOfTheLanguageModelAreRefusedInOneLine() {
    Path file = MODELS.resolve("encodec_24k_tiny/hit6000.lm.ecdc");
    String model = MODELS.resolve("encodec_24k_tiny").toString();
    int code = run("decode", file, "-m", model, "-o", folder.resolve("x.wav"));
    assertEquals(ExitCodes.BAD_INPUT, code);
    assertTrue(errors.contains("language model") && errors.lines().count() == 1, errors);
  }

  @Test
  void aBandwidthThatTheModelHasNotLearntIsRefused() {
    Path wav = wav("encodec_24k_tiny", "hit6000", 24_000, 1);
    String model = MODELS.resolve("encodec_24k_tiny").toString();
    Path file = folder.resolve("x.ecdc");
    int code = run("encode", wav, "-m", model, "--bandwidth", "5", "-o", file);
    assertEquals(ExitCodes.USAGE, code);
    assertTrue(errors.contains("--bandwidth is 5.0"), errors);
  }

  @Test
  void infoShowsTheConfiguration() {
    assertEquals(0, run("info", MODELS.resolve("encodec_48k_tiny")), errors);
    assertTrue(output.contains("48000 Hz, 2 channels"), output);
    assertTrue(output.contains("--bandwidth 6.0: 4 codebooks"), output);
    assertEquals(0, run("info", MODELS.resolve("dac_44k_tiny"), "--json"), errors);
    assertTrue(output.contains("\"family\": \"dac\""), output);
  }

  private Path wav(String model, String sound, int rate, int channels) {
    float[] samples =
        Safetensors.read(MODELS.resolve(model).resolve("golden.safetensors"))
            .weights()
            .tensor(sound + ".input")
            .data();
    Path wav = folder.resolve(sound + ".wav");
    try (WavStream out = WavStream.create(wav, SampleFormat.PCM_16, channels, rate)) {
      out.write(samples, 0, samples.length / channels);
      out.finish();
    }
    return wav;
  }

  private int run(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(texts, new PrintStream(out), new PrintStream(err));
    output = out.toString(StandardCharsets.UTF_8);
    errors = err.toString(StandardCharsets.UTF_8);
    return code;
  }
}
