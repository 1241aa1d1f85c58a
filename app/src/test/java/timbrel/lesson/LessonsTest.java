package timbrel.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.audio.Sound;
import timbrel.instrument.Instrument;

class LessonsTest {
  private static final Path ROOT = Path.of("..");

  private static <B extends Lesson.Block> List<B> blocks(Class<B> kind) {
    List<B> found = new ArrayList<>();
    for (Lesson lesson : Lessons.all()) {
      for (Lesson.Step step : lesson.steps()) {
        step.blocks().stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
      }
    }
    return found;
  }

  /// Lines may be indented otherwise, but they are the program's, one after the other.
  @Test
  void everyQuotedLineStandsInTheSource() throws IOException {
    List<Lesson.Source> quotes = blocks(Lesson.Source.class);
    assertTrue(quotes.size() >= 8);
    for (Lesson.Source quote : quotes) {
      String source = stripped(Files.readString(ROOT.resolve(quote.file())));
      assertTrue(
          source.contains(stripped(quote.lines())), quote.file() + " has not:\n" + quote.lines());
    }
  }

  private static String stripped(String lines) {
    return String.join("\n", lines.lines().map(String::strip).toList());
  }

  @Test
  void whatHasBeenMeasuredIsATableOfArms() {
    List<Lesson.Measured> measured = blocks(Lesson.Measured.class);
    assertEquals(9, measured.size());
    List<MeasuredResult> results =
        measured.stream().flatMap(block -> MeasuredResult.of(block.experiment()).stream()).toList();
    assertFalse(results.isEmpty());
    for (MeasuredResult result : results) {
      assertTrue(result.rows().size() >= 3, result.title());
      assertTrue(result.text().contains(result.rows().getLast().getLast()), result.title());
    }
  }

  @Test
  void everyDemonstrationShowsSomething() {
    Instrument starter = Instrument.open(Instrument.STARTER);
    float[] click = new float[8000];
    for (int i = 0; i < click.length; i++) {
      click[i] = (float) (Math.exp(-i / 800.0) * Math.sin(i * 0.03));
    }
    Demonstrations demonstrations = new Demonstrations(starter, new Sound(click, 44_100), "snare");
    for (Lesson.Demonstration block : blocks(Lesson.Demonstration.class)) {
      assertFalse(demonstrations.show(block.name()).text().isBlank(), block.name());
    }
    assertThrows(IllegalArgumentException.class, () -> demonstrations.show("magic"));
  }

  @Test
  void theEnergyThatIsLeftOverFallsWithEveryCodebook() {
    Instrument starter = Instrument.open(Instrument.STARTER);
    float[] click = new float[8000];
    for (int i = 0; i < click.length; i++) {
      click[i] = (float) (Math.exp(-i / 800.0) * Math.sin(i * 0.03));
    }
    String text =
        new Demonstrations(starter, new Sound(click, 44_100), "snare").show("codebooks").text();
    List<Double> left =
        text.lines()
            .skip(1)
            .map(line -> Double.parseDouble(line.substring(19).replace("%", "").strip()))
            .toList();
    assertEquals(4, left.size());
    for (int i = 1; i < left.size(); i++) {
      assertTrue(left.get(i) < left.get(i - 1), text);
    }
  }

  @Test
  void aQuestionHasItsPromptOptionsAnswerAndReason() {
    Lesson lesson =
        LessonReader.read(
            7, "# T\n\n## One\n\ntext\n\n```question\nWhich?\n- [ ] a\n- [x] b\nBecause.\n```\n");
    assertEquals("T", lesson.title());
    assertEquals(
        new Lesson.Question("Which?", List.of("a", "b"), 1, "Because."),
        lesson.steps().getFirst().blocks().get(1));
  }

  @Test
  void aBlockThatIsUnknownOrNeverEndsIsNamedByItsLine() {
    var unknown =
        assertThrows(
            IllegalArgumentException.class, () -> LessonReader.read(1, "# T\n\n```quiz\n```\n"));
    assertTrue(String.valueOf(unknown.getMessage()).contains("line 3"), unknown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> LessonReader.read(1, "```source x\n"));
  }
}
