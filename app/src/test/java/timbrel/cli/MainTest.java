package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program as a whole, and `info`.
class MainTest extends CommandLineTest {

  @Test
  void withoutACommandItShowsHowItIsUsed() {
    Outcome outcome = run();
    assertEquals(ExitCodes.USAGE, outcome.exitCode());
    assertTrue(outcome.err().contains("timbrel generate starter"), outcome.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "bench", "generate", "encode", "decode", "info", "store-hits"})
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    Outcome help = runWell(command, "--help");
    assertTrue(help.out().contains("Examples:"), help.out());
    assertTrue(help.out().contains("Exit codes:"), help.out());
    assertTrue(help.out().contains("timbrel " + command + " "), help.out());
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
    assertEquals(help.out(), runWell("help", command).out());
  }

  @Test
  void everyCommandIsListed() {
    String help = runWell("--help").out();
    List.of("play", "bench", "generate", "encode", "decode", "info", "store-hits")
        .forEach(command -> assertTrue(help.contains("  " + command), help));
    assertTrue(runWell("--version").out().startsWith("timbrel 0."));
  }

  @Test
  void anUnknownCommandIsRefused() {
    assertFails(ExitCodes.USAGE, "Unmatched argument", "improvise");
  }

  @Test
  void learningWithoutItsLibrariesPointsToTheLauncher() {
    assertFails(ExitCodes.FAILURE, "start Timbrel with ./timbrel", "learn", folder);
  }

  @Test
  void infoShowsTheCard() {
    String text = runWell("info", tiny).out();
    assertTrue(text.startsWith("Tiny"), text);
    assertTrue(text.contains("kick, snare, hat-open"), text);
    assertTrue(text.contains("30 sounds in 12 groups, 1.5 minutes"), text);
    assertTrue(text.contains("licences: CC0-1.0 30"), text);
    assertFalse(text.contains("\u001b"), "text from a file must not steer the terminal");
  }

  @Test
  void infoAsJsonHasCardAndFile() throws java.io.IOException {
    JsonObject json =
        JsonParser.parseString(runWell("info", tiny, "--json").out()).getAsJsonObject();
    assertEquals("Tiny", json.getAsJsonObject("card").get("name").getAsString());
    assertEquals(Files.size(tiny), json.getAsJsonObject("file").get("bytes").getAsLong());
    assertEquals(64, json.getAsJsonObject("file").get("weightsSha256").getAsString().length());
  }

  @Test
  void aMissingArgumentIsSaid() {
    assertFails(ExitCodes.USAGE, "Missing required parameter: 'INSTRUMENT'", "info");
  }
}
