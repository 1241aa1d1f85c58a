package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.json.BoundedJson;

class CardTest {

  @Test
  void aCardIsReadAsItWasWritten() {
    Card card = TinyInstrument.card();
    assertEquals(card, Card.parse(card.toText()));
    assertEquals(card.toText(), Card.parse(card.toText()).toText());
  }

  @Test
  void anInstrumentWithoutTokenModelOrParentHasNeitherField() {
    Card full = TinyInstrument.card();
    Card card =
        new Card(
            full.name(),
            full.created(),
            full.timbrelVersion(),
            full.codec(),
            Optional.empty(),
            full.classes(),
            full.knobs(),
            full.sampling(),
            full.seeds(),
            full.data(),
            full.training(),
            full.evaluation(),
            Optional.empty(),
            new JsonObject());
    assertTrue(!card.toJson().has("lm") && !card.toJson().has("parent"));
    assertEquals(card, Card.parse(card.toText()));
  }

  @Test
  void fieldsOfANewerVersionAreKept() {
    JsonObject json = TinyInstrument.card().toJson();
    json.addProperty("version", "1.7");
    json.addProperty("mood", "blue");
    json.getAsJsonObject("data").addProperty("microphones", 3);
    JsonObject again = Card.parse(json.toString()).toJson();
    assertEquals("blue", again.get("mood").getAsString());
    assertEquals(3, again.getAsJsonObject("data").get("microphones").getAsInt());
    assertEquals("1.0", again.get("version").getAsString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "10.0", "1", "one", "1.0.0", ""})
  void anUnknownVersionIsRefused(String version) {
    JsonObject json = TinyInstrument.card().toJson();
    json.addProperty("version", version);
    assertComplains(json.toString(), "card.version");
  }

  /// A report's numbers keep their digits: 1e400 is no double, and 0.10 is not 0.1.
  @Test
  void theReportIsKeptAsItIs() {
    JsonObject json = TinyInstrument.card().toJson();
    JsonObject report =
        JsonParser.parseString("{\"a\":[1,2.50,{\"b\":null}],\"c\":1e400}").getAsJsonObject();
    json.getAsJsonObject("evaluation").add("report", report);
    Card card = Card.parse(json.toString());
    assertEquals(
        "{\"a\":[1,2.50,{\"b\":null}],\"c\":1e400}", card.evaluation().report().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name|7|card.name",
        "created|\"yesterday\"|card.created",
        "codec|[]|card.codec",
        "classes|[\"kick\",7]|card.classes[1]",
        "classes|[\"kick\",\"kick\"]|card.classes",
        "classes|[\"kick\"]|card.lm.classes",
        "knobs|{}|card.knobs.loudness",
        "seeds|{\"a\":1.5}|card.seeds.a",
        "seeds|{\"a\":99999999999999999999}|card.seeds.a",
        "data|null|card.data",
        "training|{\"phases\":{}}|card.training",
        "evaluation|{\"headline\":{\"x\":\"y\"},\"report\":{}}|card.evaluation.headline.x",
        "parent|\"Ada\"|card.parent",
        "sampling|{\"temperature\":-1}|card.sampling.temperature",
      })
  void aWrongFieldIsNamed(String field, String value, String complaint) {
    JsonObject json = TinyInstrument.card().toJson();
    json.add(field, JsonParser.parseString(value));
    assertComplains(json.toString(), complaint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "created",
        "timbrel",
        "codec",
        "classes",
        "knobs",
        "sampling",
        "seeds",
        "data",
        "training",
        "evaluation",
        "version"
      })
  void aMissingFieldIsNamed(String field) {
    JsonObject json = TinyInstrument.card().toJson();
    json.remove(field);
    assertComplains(json.toString(), "card." + field);
  }

  @Test
  void anAbsurdCodecIsRefused() {
    JsonObject json = TinyInstrument.card().toJson();
    json.getAsJsonObject("codec").addProperty("codebooks", 2_000_000_000);
    assertComplains(json.toString(), "codebooks is 2000000000, expected 1 to 32");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 32, Integer.MAX_VALUE})
  void moreTonesThanThereAreBinsForAreRefused(int tones) {
    JsonObject json = TinyInstrument.card().toJson();
    json.getAsJsonObject("codec").addProperty("tones", tones);
    assertComplains(json.toString(), "tones is " + tones + ", expected ");
  }

  /// 20,000 frames in the flat pattern: 60,000 steps to remember, and 29 s of 64-sample frames.
  @Test
  void aTokenModelThatNeedsTooMuchMemoryIsRefused() {
    JsonObject json = TinyInstrument.card().toJson();
    JsonObject lm = json.getAsJsonObject("lm");
    lm.addProperty("maxFrames", 20_000);
    lm.addProperty("pattern", "flatten");
    lm.addProperty("layers", 128);
    assertComplains(json.toString(), "token model that remembers");
  }

  @Test
  void aTokenModelOfMinutesIsRefused() {
    JsonObject json = TinyInstrument.card().toJson();
    json.getAsJsonObject("codec").addProperty("fineFrames", 32);
    json.getAsJsonObject("lm").addProperty("maxFrames", 20_000);
    assertComplains(json.toString(), "card.lm.maxFrames");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "nul",
        "{",
        "{\"a\":}",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":NaN}"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    assertComplains(text, "card");
  }

  @Test
  void aBombOfJsonIsDefused() {
    assertComplains("{\"a\":" + "[".repeat(1_000_000), "card");
    assertComplains("{\"a\":[" + "1,".repeat(1_000_000) + "1]}", "card");
    assertComplains("{\"a\":" + "1".repeat(1_000_000) + "}", "card");
    assertComplains("{\"a\":\"" + "x".repeat(BoundedJson.MAX_CHARS) + "\"}", "card");
  }

  private static void assertComplains(String text, String about) {
    InstrumentException e = assertThrows(InstrumentException.class, () -> Card.parse(text));
    assertTrue(e.getMessage().contains(about), e.getMessage());
    assertTrue(e.getMessage().length() < 400, "a hostile text may not flood the terminal");
  }
}
