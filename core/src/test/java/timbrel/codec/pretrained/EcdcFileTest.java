package timbrel.codec.pretrained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.codec.encodec.EcdcException;
import timbrel.codec.encodec.EcdcFile;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.WaveformSpec;

class EcdcFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"encodec_24k_tiny, hit6000", "encodec_48k_tiny, hit9001"})
  void filesAreByteForByteThoseOfTheOriginalTool(String name, String sound) throws IOException {
    GoldenModel model = GoldenModel.open(name);
    Path original = model.folder().resolve(sound + ".nolm.ecdc");
    EncodedSound expected = golden(model, sound);
    Path ours = folder.resolve("ours.ecdc");
    EcdcFile.write(ours, model.codec().spec(), expected);
    assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(ours));
    float[] samples = model.arrays().tensor(sound + ".input").data();
    EcdcFile.write(ours, model.codec().spec(), model.codec().encode(samples, expected.codebooks()));
    assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(ours), "from the sound");
    assertEquals(expected, EcdcFile.read(original, model.codec().spec()));
  }

  private static EncodedSound golden(GoldenModel model, String sound) {
    return model.cases().stream()
        .filter(c -> c.toString().endsWith(sound + ".bw6.0"))
        .findFirst()
        .map(model::encoded)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"encodec_24k_tiny, hit6000", "encodec_48k_tiny, hit9001"})
  void filesOfTheLanguageModelAreRefusedInOneLine(String name, String sound) {
    GoldenModel model = GoldenModel.open(name);
    Path file = model.folder().resolve(sound + ".lm.ecdc");
    assertComplains(file, model.codec().spec(), "language model");
  }

  @Test
  void aSoundOfSeveralChunksSurvivesTheFile() {
    GoldenModel model = GoldenModel.open("encodec_48k_tiny");
    EncodedSound sound = golden(model, "chunked110400");
    Path file = folder.resolve("x.ecdc");
    EcdcFile.write(file, model.codec().spec(), sound);
    assertEquals(sound, EcdcFile.read(file, model.codec().spec()));
  }

  @Test
  void wrongHeadersAreRefusedWithWhatIsWrong() throws IOException {
    WaveformSpec spec = GoldenModel.open("encodec_24k_tiny").codec().spec();
    assertComplains(file("nothing"), spec, "does not start like");
    assertComplains(file("ECDC\u0001\0\0\0\2{}"), spec, "version 1, expected 0");
    assertComplains(file("ECDC\0\u007f\u007f\u007f\u007f{}"), spec, "header of");
    assertComplains(header("{]"), spec, "not JSON");
    assertComplains(header("{\"m\": \"encodec_24khz\", \"al\": 5, \"nc\": 8}"), spec, "lm is not");
    assertComplains(
        header("{\"m\": \"encodec_48khz\", \"al\": 5, \"nc\": 8, \"lm\": false}"),
        spec,
        "was made by \"encodec_48khz\", expected encodec_24khz");
    assertComplains(
        header("{\"m\": \"encodec_24khz\", \"al\": 0, \"nc\": 8, \"lm\": false}"), spec, "al is 0");
    assertComplains(
        header("{\"m\": \"encodec_24khz\", \"al\": 5, \"nc\": 9, \"lm\": false}"), spec, "nc is 9");
    assertComplains(
        header("{\"m\": \"encodec_24khz\", \"al\": 99999999999999, \"nc\": 8, \"lm\": false}"),
        spec,
        "ends too early");
    assertComplains(
        header("{\"m\": \"encodec_24khz\", \"al\": 5, \"nc\": 1, \"lm\": false}", "123"),
        spec,
        "goes on after its end");
  }

  @ParameterizedTest
  @CsvSource({"encodec_24k_tiny, hit6000", "encodec_48k_tiny, hit9001"})
  void everyFileThatIsCutShortIsRefused(String name, String sound) throws IOException {
    GoldenModel model = GoldenModel.open(name);
    byte[] whole = Files.readAllBytes(model.folder().resolve(sound + ".nolm.ecdc"));
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("short.ecdc");
      Files.write(file, Arrays.copyOf(whole, length));
      assertComplains(file, model.codec().spec(), "short.ecdc: ");
    }
  }

  /// Whatever the bytes are, they are read or refused.
  @ParameterizedTest
  @CsvSource({"encodec_24k_tiny, hit6000", "encodec_48k_tiny, hit9001"})
  void damagedFilesAreReadOrRefused(String name, String sound) throws IOException {
    GoldenModel model = GoldenModel.open(name);
    byte[] whole = Files.readAllBytes(model.folder().resolve(sound + ".nolm.ecdc"));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(random.nextBoolean() ? 70 : bytes.length)] = (byte) random.nextInt();
      }
      Path file = folder.resolve("damaged.ecdc");
      Files.write(file, bytes);
      try {
        EcdcFile.read(file, model.codec().spec());
      } catch (EcdcException e) {
        refused++;
      }
    }
    assertTrue(refused > 500, "refused " + refused);
  }

  private Path header(String json, String... rest) throws IOException {
    return file("ECDC\0\0\0\0" + (char) json.length() + json + String.join("", rest));
  }

  private Path file(String text) throws IOException {
    Path file = folder.resolve("x.ecdc");
    return Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertComplains(Path file, WaveformSpec spec, String about) {
    EcdcException e = assertThrows(EcdcException.class, () -> EcdcFile.read(file, spec));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(about) && message.lines().count() == 1, message);
  }
}
