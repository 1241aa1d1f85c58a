package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.nn.weights.Tensor;

class RunDirectoryTest {
  @TempDir Path folder;

  private LearnConfig config() {
    return new LearnConfig(folder, folder.resolve("a.timbrel"), 2.5, "none", 7, 2);
  }

  @Test
  void aRunIsFoundAgainWithWhatItWasAskedFor() {
    RunDirectory.create(config(), "test");
    assertEquals(config(), RunDirectory.find(config().output()).orElseThrow().config());
    assertTrue(RunDirectory.find(folder.resolve("other.timbrel")).isEmpty());
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
