package timbrel.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {
  private static final String MINE =
      "{\"name\":\"mine\",\"title\":\"t\",\"seeds\":[4],\"arms\":[{\"name\":\"a\"},"
          + "{\"name\":\"b\",\"model\":{\"positions\":\"alibi\"}}]}";

  @Test
  void everyBuiltInExperimentIsWhole() {
    for (String name : SpecReader.BUILT_IN) {
      ExperimentSpec spec = SpecReader.read(name);
      assertEquals(name, spec.name());
      assertTrue(spec.arms().size() >= 2, name);
      assertTrue(spec.seeds().size() >= 2, name);
    }
  }

  @Test
  void whatAFileLeavesOutIsAsInTheBase() {
    ExperimentSpec spec = SpecReader.parse(MINE, "mine.json");
    var first = spec.arms().get(0).settings().getAsJsonObject("model");
    var second = spec.arms().get(1).settings().getAsJsonObject("model");
    assertEquals("rotary", first.get("positions").getAsString());
    assertEquals("alibi", second.get("positions").getAsString());
    assertEquals(first.get("dModel"), second.get("dModel"));
    assertEquals(java.util.List.of(4L), spec.seeds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seeds\":[4]|\"seeds\":[4,4]|seeds",
        "\"seeds\":[4]|\"seeds\":[]|seeds",
        "\"seeds\":[4]|\"seeds\":\"x\"|seeds",
        "\"seeds\":[4]|\"steps\":0|steps",
        "\"seeds\":[4]|\"steps\":1.5|steps",
        "\"seeds\":[4]|\"data\":{\"sounds\":1e9}|sounds",
        "\"seeds\":[4]|\"data\":{\"speed\":1}|speed",
        "\"seeds\":[4]|\"hits\":3|hits",
        "\"seeds\":[4]|\"measures\":[\"beauty\"]|beauty",
        "\"seeds\":[4]|\"kind\":\"codec\"|codec",
        "\"seeds\":[4]|\"colour\":1|colour",
        "\"name\":\"mine\"|\"name\":\"../mine\"|../mine",
        "\"name\":\"b\"|\"name\":\"a\"|another name",
        "\"model\"|\"modle\"|modle"
      })
  void whatIsWrongIsNamed(String right, String wrong, String named) {
    var e =
        assertThrows(
            SpecException.class, () -> SpecReader.parse(MINE.replace(right, wrong), "mine.json"));
    assertTrue(String.valueOf(e.getMessage()).contains(named), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{\"name\":1}", "null", "{\"arms\":[1]}"})
  void whatIsNoExperimentIsRefused(String text) {
    assertThrows(SpecException.class, () -> SpecReader.parse(text, "mine.json"));
  }
}
