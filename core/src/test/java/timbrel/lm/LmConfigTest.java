package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LmConfigTest {
  @Test
  void jsonGivesTheConfigBack() {
    LmConfig config =
        TinyModels.config(Positions.ALIBI, MlpActivation.SWIGLU, CodebookPattern.FLATTEN);
    assertEquals(config, LmConfig.fromJson(config.toJson()));
  }

  @ParameterizedTest
  @EnumSource
  void parametersAreCountedWithoutMakingThem(Positions positions) {
    for (MlpActivation activation : MlpActivation.values()) {
      LmConfig config = TinyModels.config(positions, activation, CodebookPattern.DELAY);
      assertEquals(TinyModels.weights(config, 1).parameterCount(), config.parameters());
    }
  }

  @Test
  void theStarterHasTwoAndAHalfMillionParameters() {
    assertEquals(2.6e6, LmConfig.starter(15).parameters(), 0.1e6);
  }

  @ParameterizedTest
  @CsvSource({
    "codebooks, -1",
    "codebooks, 2000000000",
    "codebookSize, 0",
    "dModel, 0",
    "dModel, 17",
    "dModel, 2147483647",
    "layers, 1000000",
    "layers, -5",
    "heads, 0",
    "heads, 3",
    "heads, 16",
    "ffn, -24",
    "ffn, 2000000000",
    "maxFrames, 0",
    "maxFrames, 2000000000",
    "classes, -1",
    "classes, 2000000000",
    "descriptors, 2000000000",
    "dropout, 1",
    "dropout, -0.5",
    "dropout, 1e300",
    "layers, 1.5",
    "layers, 1e300",
  })
  void hostileNumbersAreRefusedByName(String field, double value) {
    JsonObject json = TinyModels.config().toJson();
    json.addProperty(field, value);
    var error = assertThrows(IllegalArgumentException.class, () -> LmConfig.fromJson(json));
    String named = value == 3 || value == 16 || value == 17 ? "heads" : field;
    assertTrue(error.getMessage().contains(named), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"layers, 'null'", "layers, '\"2\"'", "positions, 3", "pattern, '\"ZIGZAG\"'"})
  void fieldsOfTheWrongKindAreRefusedByName(String field, String value) {
    JsonObject json = TinyModels.config().toJson();
    json.add(field, JsonParser.parseString(value));
    var error = assertThrows(IllegalArgumentException.class, () -> LmConfig.fromJson(json));
    assertTrue(error.getMessage().contains(field), error.getMessage());
  }

  @Test
  void missingFieldsAreRefusedByName() {
    for (String field : TinyModels.config().toJson().keySet()) {
      JsonObject json = TinyModels.config().toJson();
      json.remove(field);
      var error = assertThrows(IllegalArgumentException.class, () -> LmConfig.fromJson(json));
      assertTrue(error.getMessage().contains(field), error.getMessage());
    }
  }

  @Test
  void eachNumberMayBeInRangeAndTheWholeStillTooLarge() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new LmConfig(
                    64,
                    65_536,
                    8192,
                    128,
                    64,
                    65_536,
                    Positions.NONE,
                    MlpActivation.RELU,
                    CodebookPattern.DELAY,
                    10,
                    0,
                    0,
                    0));
    assertTrue(error.getMessage().contains("parameters"), error.getMessage());
  }

  /// 64 codebooks of 20,000 frames, one code a step: few parameters, but a memory of gigabytes.
  @Test
  void aMemoryOfGigabytesIsRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new LmConfig(
                    64,
                    16,
                    64,
                    8,
                    1,
                    64,
                    Positions.ROTARY,
                    MlpActivation.RELU,
                    CodebookPattern.FLATTEN,
                    20_000,
                    0,
                    0,
                    0));
    assertTrue(error.getMessage().contains("maxFrames"), error.getMessage());
  }

  @Test
  void anEncoderIsWrittenAndReadAndCounted() {
    LmConfig config = TinyModels.config().withEncoder(2);
    assertEquals(config, LmConfig.fromJson(config.toJson()));
    long count =
        config.shapes().values().stream()
            .mapToLong(shape -> Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b))
            .sum();
    assertEquals(count, config.parameters());
  }

  /// Files that were written before there were encoders are read and written as they are.
  @Test
  void withoutAnEncoderTheFieldIsAbsent() {
    assertFalse(TinyModels.config().toJson().has("encoderLayers"));
  }
}
