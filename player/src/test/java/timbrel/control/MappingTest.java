package timbrel.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text language of mappings.
class MappingTest {
  private static final String EVERYTHING =
      """
      # a comment
      midi clear
      midi channel 10
      midi note 36 pad 1
      midi note 49 pad 14 gated
      midi note 60 reroll pad 3
      midi note 61 class "hi hat" pad 2
      midi note 62 off
      midi cc 74 knob brightness
      midi cc 20 knob pitch pad 3 0.8..0.2   # turns the other way
      midi cc 21 morph snare
      midi cc 80 keep pad 1
      midi cc 81 let-go
      midi bend tune -12..12
      cv all scale 10V
      cv 3 scale 5V offset -0.02V
      cv 1 gate pad 1 velocity cv 2 0V..8V threshold 1V
      cv 1 gate reroll pad 1
      cv 3 pitch pad 1 zero 2V
      cv 4 -5V..5V knob noise pad 2 0.1..0.9 smooth 20ms
      cv 5 variation
      """;

  @TempDir private Path folder;

  @Test
  void aMappingThatIsWrittenIsReadAsTheSame() {
    Mapping mapping = MappingText.read(EVERYTHING);
    assertEquals(mapping, MappingText.read(String.join("\n", mapping.lines())));
    assertEquals(9 + 2, mapping.midi().assignments().size());
    assertEquals(5, mapping.cv().assignments().size());
    assertEquals(10, mapping.midi().channel());
  }

  @Test
  void linesAreWrittenAsAMusicianWouldWriteThem() {
    assertEquals(
        List.of(
            "midi clear",
            "midi channel 10",
            "midi note 36 pad 1",
            "midi note 49 pad 14 gated",
            "midi note 60 reroll pad 3",
            "midi note 61 class \"hi hat\" pad 2",
            "midi note 62 off",
            "midi cc 74 knob brightness",
            "midi cc 20 knob pitch pad 3 0.8..0.2",
            "midi cc 21 morph snare",
            "midi cc 80 keep pad 1",
            "midi cc 81 let-go",
            "midi bend tune",
            "cv all scale 10V offset 0V",
            "cv 3 scale 5V offset -0.02V",
            "cv 1 gate pad 1 velocity cv 2 0V..8V threshold 1V hysteresis 0.5V",
            "cv 1 gate reroll pad 1 threshold 2.5V hysteresis 0.5V",
            "cv 3 pitch pad 1 zero 2V",
            "cv 4 -5V..5V knob noise pad 2 0.1..0.9 smooth 20ms",
            "cv 5 0V..5V variation smooth 10ms"),
        MappingText.read(EVERYTHING).lines());
  }

  @Test
  void theHighestInputIsKnownSoThatADriverCanOfferIt() {
    assertEquals(5, MappingText.read(EVERYTHING).cv().inputs());
    assertEquals(9, MappingText.read("cv 1 gate pad 1 velocity cv 9").cv().inputs());
    assertEquals(0, MappingText.read("").cv().inputs());
  }

  @Test
  void theLastScaleOfAnInputCounts() {
    CvMapping cv = MappingText.read("cv 2 scale 3V\ncv all scale 5V\ncv 1 scale 8V").cv();
    assertEquals(8, cv.scaleOf(1).fullScale());
    assertEquals(5, cv.scaleOf(2).fullScale());
    assertEquals(10, MappingText.read("").cv().scaleOf(2).fullScale());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "midi | what follows 'midi' is missing",
        "midi cc 74 knob brightnes | knob is 'brightnes', expected one of loudness, pitch,",
        "midi cc 120 knob pitch | controller is '120', expected a whole number from 0 to 119",
        "midi note 36 pad 17 | pad is '17', expected a whole number from 1 to 16",
        "midi note 36 pad 0 | pad is '0'",
        "midi note 36 tune | what a note moves is 'tune', expected a pad, or an action",
        "midi bend pad 1 | what the bender moves is 'pad 1'",
        "midi channel 17 | channel is '17'",
        "midi cc 1 knob pitch 0..1 extra | end of the line is followed by 'extra'",
        "midi cc 1 knob pitch 0..2 | range is '2', expected a range within 0..1",
        "midi cc 1 knob pitch 0.5..0.5 | range is '0.5..0.5', expected two different ends",
        "midi cc 1 nonsense | what it moves is 'nonsense', expected one of pad, knob,",
        "cv 0 gate pad 1 | input is '0', expected a whole number from 1 to 64",
        "cv 1 gate pad 1 threshold 2.5 | threshold is '2.5', expected -20V to 20V",
        "cv 1 gate pad 1 threshold NaNV | threshold is 'NaNV'",
        "cv 1 gate pad 1 threshold 1e1V | threshold is '1e1V'",
        "cv 1 gate pad 1 velocity 2 | velocity is '2'",
        "cv 1 gate reroll velocity 1 | 'hysteresis' is 'velocity', expected it",
        "cv 1 0V..50V drive | volts is '50V', expected a range within -20V..20V",
        "cv 1 pad 1 | what a voltage moves is 'pad 1', expected 'gate' before it",
        "cv 1 gate drive | what a gate does is 'drive', expected a pad, or an action",
        "cv 1 drive smooth 5 | smooth is '5', expected 0ms to 1000ms",
        "cv 1 scale 0V | scale is '0V'",
        "cv all gate pad 1 | 'scale' is 'gate', expected it",
        "pad 1 class | class is missing",
        "pad 3 knob noise 1.5 | knob is '1.5', expected 0 to 1",
        "pad 3 tune 25 | tune is '25', expected -24 to 24",
        "pad 3 twist 25 | what is set is 'twist'",
        "seed 99999999999999999999 | seed is '99999999999999999999'",
        "instrument a xyz | checksum is 'xyz'",
        "midi note 36 class \"open | word is without its closing quote",
        "hello | first word is 'hello', expected midi, cv, pad, master, seed or instrument",
      })
  void theErrorNamesFileLineAndWord(String line, String expected) {
    ControlFileException e =
        assertThrows(ControlFileException.class, () -> MappingText.read("# one\n\n" + line));
    assertTrue(e.getMessage().startsWith("test.map, line 3: " + expected), e.getMessage());
  }

  @Test
  void aTargetIsReadFromWordsAlone() {
    assertEquals("knob pitch pad 2 0..0.5", Target.parse("knob pitch pad 2 0..0.5").toString());
    ControlFileException e = assertThrows(ControlFileException.class, () -> Target.parse("knob x"));
    assertTrue(e.getMessage().startsWith("target 'knob x': knob is 'x'"), e.getMessage());
  }

  @Test
  void filesThatAreTooLargeOrNoTextAreRefused() {
    assertRefused("size is over", new byte[TextFile.MOST_BYTES + 1]);
    assertRefused("length is 4001 lines", "\n".repeat(4001).getBytes(StandardCharsets.UTF_8));
    assertRefused("length is 501 characters", "#".repeat(501).getBytes(StandardCharsets.UTF_8));
    assertRefused("text is not UTF-8", new byte[] {(byte) 0xC3, 0x28});
  }

  private static void assertRefused(String expected, byte[] file) {
    ControlFileException e =
        assertThrows(ControlFileException.class, () -> TextFile.lines(file, "test.map"));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void whatAHostileFileSaysDoesNotFloodTheTerminal() {
    ControlFileException e =
        assertThrows(
            ControlFileException.class, () -> MappingText.read("\u001b[2J" + "x".repeat(400)));
    assertTrue(e.getMessage().length() < 200 && !e.getMessage().contains("\u001b"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void flippedCharactersAreReadOrNamed(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String letters = " .\"\\#-0159Vv cmsgate\t\n";
    int refused = 0;
    for (int trial = 0; trial < 3000; trial++) {
      StringBuilder text = new StringBuilder(EVERYTHING);
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        char letter = letters.charAt(random.nextInt(letters.length()));
        text.setCharAt(random.nextInt(text.length()), letter);
      }
      try {
        Mapping mapping = MappingText.read(text.toString());
        assertEquals(mapping, MappingText.read(String.join("\n", mapping.lines())));
      } catch (ControlFileException e) {
        assertTrue(e.getMessage().startsWith("test.map, line "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 300 && refused < 2900, refused + " refused");
  }

  @Test
  void aFileIsReadFromItsPath() throws IOException {
    Path path = folder.resolve("my.map");
    Files.writeString(path, EVERYTHING);
    assertEquals(MappingText.read(EVERYTHING), Mapping.read(path));
    Path missing = folder.resolve("missing.map");
    assertThrows(UncheckedIOException.class, () -> Mapping.read(missing));
  }
}
