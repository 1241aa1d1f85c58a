package timbrel.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.learning.LearnListener;

class ExperimentTest {
  private static final String TWO_ARMS =
      "[{\"name\":\"plain\"},{\"name\":\"cold <b>\",\"sampling\":{\"temperature\":0}},"
          + "{\"name\":\"encoder\",\"model\":{\"encoderLayers\":1}}]";

  @TempDir private Path folder;

  private final TokenData data = TinyData.of(12);

  private ExperimentResult run(Path root, BooleanSupplier cancelled) {
    return new Experiment(TinyData.spec(TWO_ARMS, ""), data, LearnListener.SILENT, cancelled)
        .run(root, 1);
  }

  @Test
  void everyArmIsMeasuredFromEverySeed() throws IOException {
    ExperimentResult result = run(folder, () -> false);
    assertEquals(6, result.trials().size());
    result.trials().forEach(trial -> assertTrue(trial.values().get(Measure.LOSS) > 0));
    String wall = Files.readString(result.folder().resolve("wall.html"));
    assertTrue(wall.contains("cold &lt;b&gt;"), "text is escaped");
    assertEquals(
        3 * 2 * 2 * 2,
        count(wall, "aria-label=\"plain")
            + count(wall, "aria-label=\"cold")
            + count(wall, "aria-label=\"encoder"),
        "a player for each hit");
    assertFalse(wall.contains("<script"), "the page runs no script");
    assertTrue(Files.readString(result.folder().resolve("table.txt")).contains("±"));
    assertTrue(Files.isRegularFile(result.folder().resolve("result.json")));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  /// Arms that differ in sampling alone are one training.
  @Test
  void whatIsTrainedOnceIsNotTrainedAgain() throws IOException {
    run(folder, () -> false);
    try (var files = Files.list(folder.resolve("trained"))) {
      assertEquals(4, files.count(), "two different models from two seeds");
    }
  }

  /// Stopped after every few steps, again and again, it ends with the bits of the run that nobody
  /// stopped.
  @Test
  void aStoppedExperimentGoesOnWhereItWas() {
    String whole = numbers(run(folder.resolve("whole"), () -> false));
    Path root = folder.resolve("parts");
    int stops = 0;
    while (true) {
      AtomicInteger asked = new AtomicInteger();
      try {
        ExperimentResult result = run(root, () -> asked.incrementAndGet() > 7);
        assertEquals(whole, numbers(result));
        break;
      } catch (StoppedException e) {
        stops++;
        assertTrue(stops < 50, "it gets on");
      }
    }
    assertTrue(stops > 3);
  }

  private static String numbers(ExperimentResult result) {
    return result.trials().stream().map(t -> t.toJson().toString()).toList().toString();
  }

  @Test
  void resultsOfOtherSettingsAreNotTakenForThese() {
    run(folder, () -> false);
    var other =
        new Experiment(
            TinyData.spec(TWO_ARMS, ",\"training\":{\"batch\":3}"),
            data,
            LearnListener.SILENT,
            () -> false);
    assertThrows(IllegalArgumentException.class, () -> other.run(folder, 1));
  }

  @Test
  void anArmThatCannotBeBuiltIsNamed() {
    var wrong =
        new Experiment(
            TinyData.spec("[{\"name\":\"odd\",\"model\":{\"heads\":3}}]", ""),
            data,
            LearnListener.SILENT,
            () -> false);
    var e = assertThrows(SpecException.class, () -> wrong.run(folder, 1));
    assertTrue(String.valueOf(e.getMessage()).contains("odd"), e.getMessage());
  }
}
