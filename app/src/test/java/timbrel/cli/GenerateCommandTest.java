package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;

class GenerateCommandTest extends CommandLineTest {

  @Test
  void aKitGoesRoundAllClasses() throws IOException {
    Outcome outcome = runWell("generate", tiny, "-n", 5, "-o", folder.resolve("kit"), "--seed", 1);
    assertEquals(
        List.of("hat-open-01.wav", "kick-01.wav", "kick-02.wav", "snare-01.wav", "snare-02.wav"),
        filesIn(folder.resolve("kit")));
    assertEquals(6, outcome.out().lines().count());
    assertTrue(outcome.out().contains("kick-01.wav  kick  0."), outcome.out());
    assertTrue(outcome.out().endsWith("seed 1" + System.lineSeparator()), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void aKitOfSomeClassesHasOnlyThose() throws IOException {
    runWell("generate", tiny, "-n", 3, "--class", "snare,kick", "-o", folder.resolve("kit"));
    assertEquals(
        List.of("kick-01.wav", "snare-01.wav", "snare-02.wav"), filesIn(folder.resolve("kit")));
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    assertEquals(kit("a", "-n", 4, "--seed", 7), kit("b", "-n", 4, "--seed", 7));
    assertNotEquals(kit("a", "-n", 4, "--seed", 7), kit("c", "-n", 4, "--seed", 8));
  }

  @Test
  void aSmallKitIsTheStartOfALargeOne() throws IOException {
    TreeMap<String, List<Byte>> large = kit("large", "-n", 19, "--seed", 7);
    kit("small", "-n", 4, "--seed", 7)
        .forEach((file, bytes) -> assertEquals(large.get(file), bytes, file));
  }

  @Test
  void aRandomSeedIsPrintedAndMakesTheKitAgain() throws IOException {
    Outcome first = runWell("generate", tiny, "-n", 1, "-o", folder.resolve("first"));
    String seed = first.out().lines().toList().getLast().replace("seed ", "");
    runWell("generate", tiny, "-n", 1, "-o", folder.resolve("again"), "--seed", seed);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("first/kick-01.wav")),
        Files.readAllBytes(folder.resolve("again/kick-01.wav")));
    Outcome other = runWell("generate", tiny, "-n", 1, "-o", folder.resolve("other"));
    assertNotEquals(first.out().lines().toList().getLast(), other.out().lines().toList().getLast());
  }

  /// Vector lanes run across outputs, so that the width of the processor's vectors changes nothing.
  @Test
  void everyLaneWidthGivesTheSameBytes() throws IOException, InterruptedException {
    TreeMap<String, List<Byte>> here =
        kit("here", "-n", 2, "--seed", 3, "--set", "brightness=0.6", "--set", "decay=0.4");
    for (int bits : new int[] {128, 256, 512}) {
      String name = "bits" + bits;
      runInNewJvm(
          "-Dtimbrel.vectorBits=" + bits,
          List.of(
              "generate",
              tiny.toString(),
              "-o",
              folder.resolve(name).toString(),
              "-n",
              "2",
              "--seed",
              "3",
              "--set",
              "brightness=0.6",
              "--set",
              "decay=0.4"));
      assertEquals(here, bytesIn(folder.resolve(name)), bits + " bits");
    }
  }

  private static void runInNewJvm(String property, List<String> args)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                property,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "timbrel.cli.Main"));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue());
  }

  private TreeMap<String, List<Byte>> kit(String name, Object... settings) throws IOException {
    List<Object> args = new ArrayList<>(List.of("generate", tiny, "-o", folder.resolve(name)));
    args.addAll(List.of(settings));
    runWell(args.toArray());
    return bytesIn(folder.resolve(name));
  }

  private static TreeMap<String, List<Byte>> bytesIn(Path kit) throws IOException {
    TreeMap<String, List<Byte>> bytes = new TreeMap<>();
    for (String file : filesIn(kit)) {
      List<Byte> content = new ArrayList<>();
      for (byte b : Files.readAllBytes(kit.resolve(file))) {
        content.add(b);
      }
      bytes.put(file, content);
    }
    return bytes;
  }

  @Test
  void settingsChangeTheSound() throws IOException {
    TreeMap<String, List<Byte>> plain = kit("plain", "-n", 1, "--seed", 7);
    for (List<Object> settings :
        List.<List<Object>>of(
            List.of("--variation", 0.1),
            List.of("--temperature", 0.3),
            List.of("--top-k", 2),
            List.of("--top-p", 0.3),
            List.of("--guidance", 3),
            List.of("--repetition-penalty", 3),
            List.of("--greedy"),
            List.of("--beams", 2),
            List.of("--velocity", 0.2),
            List.of("--set", "decay=0.1"),
            List.of("--bits", 16))) {
      List<Object> all = new ArrayList<>(List.of("-n", 1, "--seed", 7));
      all.addAll(settings);
      assertNotEquals(plain, kit("set" + settings.hashCode(), all.toArray()), settings.toString());
    }
  }

  @Test
  void knobsAreReportedAsAskedAndAsReached() {
    Outcome outcome =
        runWell(
            "generate",
            tiny,
            "-n",
            1,
            "--set",
            "brightness=0.5",
            "--set",
            "loudness=0.4",
            "-o",
            folder.resolve("kit"),
            "--seed",
            2);
    assertTrue(outcome.out().contains("brightness 0.50 -> 0."), outcome.out());
    assertTrue(outcome.out().contains("loudness 0.40 -> 0."), outcome.out());
  }

  @Test
  void jsonListsTheFiles() {
    Outcome outcome =
        runWell(
            "generate",
            tiny,
            "-n",
            2,
            "--set",
            "brightness=0.5",
            "-o",
            folder.resolve("kit"),
            "--seed",
            2,
            "--json");
    JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
    assertEquals(2, json.get("seed").getAsLong());
    assertEquals("Tiny", json.get("instrument").getAsString());
    assertEquals(2, json.getAsJsonArray("files").size());
    for (JsonElement element : json.getAsJsonArray("files")) {
      JsonObject file = element.getAsJsonObject();
      Wav wav = WavFile.read(Path.of(file.get("path").getAsString()));
      assertEquals(wav.frames(), file.get("samples").getAsInt());
      JsonObject brightness = file.getAsJsonObject("knobs").getAsJsonObject("brightness");
      assertEquals(0.5, brightness.get("requested").getAsDouble());
      assertEquals("Hz", brightness.get("unit").getAsString());
      assertFalse(file.getAsJsonObject("knobs").getAsJsonObject("decay").has("requested"));
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 2", "24, 3", "32, 4"})
  void bitsChooseTheFormat(int bits, int bytes) throws IOException {
    runWell("generate", tiny, "-n", 1, "--bits", bits, "-o", folder.resolve("kit"), "--seed", 1);
    Path file = folder.resolve("kit/kick-01.wav");
    Wav wav = WavFile.read(file);
    assertEquals(44_100, wav.sampleRate());
    assertTrue(Files.size(file) - (long) wav.frames() * bytes < 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-n 0|-n is 0, expected 1 to 10000",
        "-n 100000|-n is 100000",
        "-n many|'many' is not an int",
        "--class cowbell|class 'cowbell' is not one of",
        "--class cowbell|kick, snare, hat-open",
        "--set warmth=0.5|knob 'warmth' is not one of loudness, pitch",
        "--set decay=1.5|--set decay=1.5: expected a number from 0 to 1",
        "--set decay=NaN|expected a number from 0 to 1",
        "--set decay|KEY=VALUE",
        "--variation 2|--variation is 2.0, expected 0 to 1",
        "--velocity -1|--velocity is -1.0",
        "--temperature -1|temperature is -1.0",
        "--top-p 1.5|topP is 1.5",
        "--guidance NaN|guidance is NaN",
        "--beams 0|beams is 0",
        "--candidates 0|--candidates is 0",
        "--bits 20|--bits is 20 bits, expected 16, 24 or 32",
        "--colour red|Unknown option",
      })
  void aSenselessSettingIsRefusedBeforeAnythingIsWritten(String settings, String complaint) {
    List<Object> args = new ArrayList<>(List.of("generate", tiny, "-o", folder.resolve("kit")));
    args.addAll(List.of(settings.split(" ")));
    assertFails(ExitCodes.USAGE, complaint, args.toArray());
    assertFalse(Files.exists(folder.resolve("kit")));
  }

  @Test
  void aMissingInstrumentIsSaid() {
    assertFails(
        ExitCodes.BAD_INPUT,
        "none.timbrel: no such file",
        "generate",
        folder.resolve("none.timbrel"));
  }

  @Test
  void aFolderOrTextFileIsNoInstrument() throws IOException {
    assertFails(ExitCodes.BAD_INPUT, "is a folder", "generate", folder);
    assertFails(ExitCodes.BAD_INPUT, "learn --codec", "generate", folder);
    Path text = Files.writeString(folder.resolve("a.txt"), "boom tschak boom boom tschak\n");
    assertFails(ExitCodes.BAD_INPUT, "a.txt", "generate", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.timbrel/kit", "tiny.timbrel"})
  void aFolderThatCannotBeMadeIsSaid(String name) {
    assertFails(
        ExitCodes.CANNOT_WRITE, "cannot write", "generate", tiny, "-o", folder.resolve(name));
  }

  @Test
  void aFolderWithoutPermissionIsSaid() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Assumptions.assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked));
    assertFails(ExitCodes.CANNOT_WRITE, "permission denied", "generate", tiny, "-o", locked);
  }

  @Test
  void aFolderInTheWayOfAFileIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("kit/kick-01.wav/x"));
    assertFails(
        ExitCodes.CANNOT_WRITE, "kick-01.wav", "generate", tiny, "-o", folder.resolve("kit"));
  }
}
