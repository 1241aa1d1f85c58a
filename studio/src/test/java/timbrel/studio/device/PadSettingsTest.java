package timbrel.studio.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;

class PadSettingsTest {
  private static final List<String> CLASSES = List.of("clap", "kick", "snare", "tom");

  private static PadSettings read(String json) {
    return PadSettings.read(JsonRequest.parse(json), CLASSES);
  }

  private static List<String> told(PadSettings before, PadSettings now) {
    List<String> told = new ArrayList<>();
    now.tell(
        (frame, control, pad, index, value) ->
            told.add("%s %d %d %s".formatted(control, pad, index, value)),
        5,
        before);
    return told;
  }

  @Test
  void ofSeveralClassesTheTwoThatThereIsMostOfAreMorphed() {
    PadSettings settings =
        read(
            """
            {"hit": {"classes": {"kick": 0.5, "snare": 1, "tom": 0.25, "clap": 0}, "seed": 0}}\
            """);
    assertEquals(2, settings.soundClass());
    assertEquals(1, settings.morphTo());
    assertEquals(1 / 3.0, settings.morph(), 1e-9);
  }

  @Test
  void theEngineIsToldOnlyWhatHasChanged() {
    String json =
        """
        {"hit": {"classes": {"kick": 1}, "knobs": {%s}, "variation": 0.5, "seed": 0},
         "level": %s, "frozen": %s}\
        """;
    PadSettings before = read(json.formatted("\"noise\": 0.25", 1, false));
    PadSettings after = read(json.formatted("\"pitch\": 0.75", 0.5, true));
    assertEquals(List.of(), told(before, before));
    assertEquals(
        List.of("KNOB 5 1 0.75", "KNOB 5 5 NaN", "LEVEL 5 0 0.5", "FREEZE 5 0 1.0"),
        told(before, after));
  }

  @Test
  void aPadThatTheEngineDoesNotKnowYetIsToldItsClassLevelPanAndChoke() {
    List<String> told =
        told(PadSettings.unknown(), read("{\"hit\": {\"classes\": {\"tom\": 1}, \"seed\": 0}}"));
    assertTrue(told.contains("CLASS 5 3 0.0"), told.toString());
    assertEquals(4, told.size(), told.toString());
  }

  @Test
  void aClassThatTheInstrumentHasNotIsNamed() {
    String why =
        assertThrows(
                BadRequestException.class,
                () -> read("{\"hit\": {\"classes\": {\"gong\": 1}, \"seed\": 0}}"))
            .getMessage();
    assertTrue(why.contains("gong"), why);
  }
}
