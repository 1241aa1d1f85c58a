package timbrel.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.control.PlaySet.InstrumentId;
import timbrel.descriptors.Knob;
import timbrel.engine.KitState;
import timbrel.engine.PadState;

/// Sets as files.
class PlaySetTest {
  private static final InstrumentId TINY = new InstrumentId("tiny \"one\"", "0123456789abcdef");
  private static final List<String> CLASSES = List.of("kick", "hi hat", "sn\\are\"");
  private static final PadState PLAIN =
      new PadState("kick", "", 0, Map.of(), 0.5f, 0, 1, 1, 0, 0, 0, OptionalLong.empty(), 1);
  private static final PadState TURNED =
      new PadState(
          "sn\\are\"",
          "hi hat",
          0.3f,
          Map.of(Knob.NOISE, 0.1f, Knob.PITCH, 1 / 3f),
          0.7f,
          -11.5f,
          1e-7f,
          1.25f,
          -0.123456789f,
          0.5f,
          3,
          OptionalLong.of(Long.MIN_VALUE),
          0.8f);
  private static final KitState INITIAL = new KitState(Collections.nCopies(16, PLAIN), 0.7f, 42);
  private static final PlaySet.Stage STAGE = new PlaySet.Stage(TINY, CLASSES, INITIAL);

  @TempDir private Path folder;

  @Test
  void aSetThatIsSavedIsOpenedAsTheSameToTheLastBit() {
    List<PadState> pads = new ArrayList<>(INITIAL.pads());
    pads.set(6, TURNED);
    Mapping mapping = MappingText.read("midi cc 20 knob pitch\ncv 1 gate pad 1");
    PlaySet set = new PlaySet(TINY, new KitState(pads, 1.1f, -7), Optional.of(mapping));
    SetFolder sets = new SetFolder(folder.resolve("sets"));
    sets.save("friday night", set);
    PlaySet.Opened opened = sets.open("friday night", STAGE);
    assertEquals(set, opened.set());
    assertEquals(List.of(), opened.remarks());
    assertEquals(List.of("friday night"), sets.names());
  }

  @Test
  void whatASetDoesNotNameIsAsWhenTheInstrumentIsOpened() {
    PlaySet set = read("pad 2 class \"hi hat\"", "pad 2 keep 99 velocity 0.5").set();
    assertEquals(PLAIN, set.kit().pads().get(0));
    assertEquals("hi hat", set.kit().pads().get(1).className());
    assertEquals(OptionalLong.of(99), set.kit().pads().get(1).frozen());
    assertEquals(0.7f, set.kit().masterLevel());
    assertEquals(Optional.empty(), set.mapping());
  }

  @Test
  void aSetForOtherClassesIsOpenedAndSaysWhatIsMissing() {
    PlaySet.Opened opened = read("pad 1 class gong", "pad 1 morph bell 0.5", "pad 2 level 2");
    assertEquals(
        List.of(
            "test.set: pad 1: this instrument has no class 'gong'; it makes 'kick'",
            "test.set: pad 1: this instrument has no class 'bell'; it is not morphed"),
        opened.remarks());
    assertEquals(PLAIN, opened.set().kit().pads().get(0));
    assertEquals(2, opened.set().kit().pads().get(1).level());
  }

  @Test
  void soundsKeptWithAnotherInstrumentAreSaidToDiffer() {
    assertEquals(
        List.of(
            "test.set: was made with another instrument ('other'),"
                + " so the sounds it keeps come out differently"),
        read("instrument other fedcba98", "pad 1 keep 1").remarks());
    assertEquals(List.of(), read("instrument tiny 01234567", "pad 1 keep 1").remarks());
    assertEquals(List.of(), read("instrument other fedcba98", "pad 1 tune 1").remarks());
  }

  @Test
  void aMappingInASetIsOneEvenIfItSaysNothingNew() {
    PlaySet set = new PlaySet(TINY, INITIAL, Optional.of(Mapping.standard()));
    assertEquals(
        Optional.of(Mapping.standard()),
        SetReader.readSet(set.lines(), "test.set", STAGE).set().mapping());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a\0b", " a", "x.set"})
  void aNameDoesNotLeadOutOfTheFolder(String name) {
    SetFolder sets = new SetFolder(folder);
    assertThrows(ControlFileException.class, () -> sets.open(name, STAGE));
    assertThrows(
        ControlFileException.class,
        () -> sets.save(name, new PlaySet(TINY, INITIAL, Optional.empty())));
  }

  @Test
  void aNameThatIsUnknownIsAnsweredWithThoseThatAreKnown() {
    SetFolder sets = new SetFolder(folder);
    sets.save("b", new PlaySet(TINY, INITIAL, Optional.empty()));
    sets.save("a", new PlaySet(TINY, INITIAL, Optional.empty()));
    ControlFileException e = assertThrows(ControlFileException.class, () -> sets.open("c", STAGE));
    assertTrue(e.getMessage().endsWith("name is 'c', expected a, b"), e.getMessage());
  }

  @Test
  void aSetThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    PlaySet set = new PlaySet(TINY, INITIAL, Optional.empty());
    Path taken = Files.createDirectory(folder.resolve("taken.set"));
    Files.createFile(taken.resolve("inside"));
    assertThrows(UncheckedIOException.class, () -> set.write(taken));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(taken), files.toList());
    }
  }

  private static PlaySet.Opened read(String... lines) {
    return SetReader.readSet(List.of(lines), "test.set", STAGE);
  }
}
