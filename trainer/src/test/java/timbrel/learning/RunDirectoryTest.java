package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.nn.weights.Tensor;

class RunDirectoryTest {
  private static final LearnConfig.Scope SCOPE =
      new LearnConfig.Scope(
          Part.CODEC, Optional.of(new CodeLayout(8, 6, 512)), Optional.of("other.timbrel"));

  @TempDir Path folder;

  private LearnConfig config() {
    return new LearnConfig(
        folder, folder.resolve("a.timbrel"), 2.5, "none", 7, 2, Optional.empty(), SCOPE);
  }

  @Test
  void aRunIsFoundAgainWithWhatItWasAskedFor() {
    RunDirectory.create(config(), "test");
    assertEquals(config(), RunDirectory.find(config().output()).orElseThrow().config());
    assertTrue(RunDirectory.find(folder.resolve("other.timbrel")).isEmpty());
  }

  @Test
  void aRunOfAnEarlierVersionLearnsEverything() throws IOException {
    RunDirectory run = RunDirectory.create(config(), "test");
    Path file = run.path().resolve("config.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    for (String name : new String[] {"part", "codes", "tokensFrom"}) {
      json.remove(name);
    }
    Files.writeString(file, json.toString());
    assertEquals(LearnConfig.Scope.ALL, run.config().scope());
  }

  @Test
  void aCheckpointIsReadBackAndReplacedAsAWhole() {
    RunDirectory run = RunDirectory.create(config(), "test");
    assertTrue(run.checkpoint("codec").isEmpty());
    run.saveCheckpoint("codec", Map.of("a", Tensor.of(new float[] {1, 2}, 2)));
    run.saveCheckpoint("codec", Map.of("a", Tensor.of(new float[] {3, 4}, 2)));
    assertArrayEquals(new float[] {3, 4}, run.checkpoint("codec").orElseThrow().require("a", 2));
  }

  @Test
  void aDamagedConfigSaysSo() throws IOException {
    RunDirectory run = RunDirectory.create(config(), "test");
    for (String text : new String[] {"", "{", "[]", "{\"folder\":3}", "{\"minutes\":\"x\"}"}) {
      Files.writeString(run.path().resolve("config.json"), text);
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run::config);
      assertTrue(String.valueOf(e.getMessage()).contains("is damaged"), e.getMessage());
    }
  }

  @Test
  void aNewRunLeavesNothingOfTheLastOne() {
    RunDirectory first = RunDirectory.create(config(), "test");
    first.saveCheckpoint("codec", Map.of("a", Tensor.of(new float[] {1}, 1)));
    assertTrue(RunDirectory.create(config(), "test").checkpoint("codec").isEmpty());
  }
}
