package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "kick, kick",
    "Kick Drums, kick",
    "KICKS, kick",
    "01_Kicks, kick",
    "BD, kick",
    "Bass Drum, kick",
    "BassDrums, kick",
    "Snares (acoustic), snare",
    "SD, snare",
    "Hi-Hats Closed, hat-closed",
    "Closed Hats, hat-closed",
    "HH, hat-closed",
    "OpenHats, hat-open",
    "Open HiHat, hat-open",
    "hat-open, hat-open",
    "Side Stick, rim",
    "Rimshots, rim",
    "Rides, cymbal",
    "Crash, cymbal",
    "Floor Toms, tom",
    "Congas, hand-drum",
    "hand-drum, hand-drum",
    "Hand Claps, clap",
    "Cowbells, bell",
    "Tambourines, shaker",
    "Glass, impact-glass",
    "impact-metal, impact-metal",
    "Wood Blocks, impact-wood",
    "Percussion, other",
    "Whales, whales",
    "My Own Thing!, my-own-thing",
    "808s, 808s",
    "太鼓, 太鼓",
    "!!!, unknown"
  })
  void aFolderNameIsAClass(String folder, String soundClass) {
    assertEquals(soundClass, ClassNames.ofFolders(List.of(folder)));
  }

  @ParameterizedTest
  @CsvSource({
    "Drums/Kicks/Acoustic, kick",
    "Kicks/Snare layers, snare",
    "Vendor/Pack, pack",
    "Vendor/Kick 01, kick"
  })
  void theNearestFolderWithAKnownClassDecides(String folders, String soundClass) {
    assertEquals(soundClass, ClassNames.ofFolders(Arrays.asList(folders.split("/"))));
  }

  @ParameterizedTest
  @CsvSource({
    "Kick 01, kick",
    "BD0075, kick",
    "clap-1004, clap",
    "HatOpen_3, hat-open",
    "open hat (soft), hat-open",
    "hihat pedal 2, hat-closed",
    "closed hihat open mic, hat-closed",
    "ch 3 take 5, ",
    "CH, hat-closed",
    "tom-low vel12 oh, tom",
    "Frame Drum 4, hand-drum",
    "take 7, ",
    "chill 99, "
  })
  void whatAFileNameSaysFirstIsItsClass(String file, String soundClass) {
    assertEquals(Optional.ofNullable(soundClass), ClassNames.ofFile(file));
  }

  @Test
  void aSoundInNoFolderIsUnknown() {
    assertEquals("unknown", ClassNames.ofFolders(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "snare_v3_rr2_close.wav, snare",
    "Snare_V1_RR1_Room.wav, snare",
    "tom-low vel12 oh.flac, tom-low",
    "kick_hard.wav, kick",
    "kick_ff_03.wav, kick_ff_03",
    "bell (take 4).wav, bell",
    "rr1.wav, rr1",
    "curve3.wav, curve3",
    "close.wav, close"
  })
  void whatNumbersAStrokeIsNotPartOfTheGroup(String file, String stem) {
    assertEquals(stem, GroupNames.stem(file));
  }

  @Test
  void fiftyKicksInAFolderAreFiftyKicks() {
    List<String> files = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      files.add("kicks/Kick %02d.wav".formatted(i));
    }
    assertEquals(50, GroupNames.of(files).values().stream().distinct().count());
  }

  @Test
  void numbersOfThreeDrumsInAFolderAreStrokes() {
    List<String> files = new ArrayList<>();
    for (String drum : List.of("oak", "maple", "birch")) {
      for (int i = 1; i <= 5; i++) {
        files.add("toms/" + drum + "_" + i + ".wav");
      }
    }
    Map<String, String> groups = GroupNames.of(files);
    assertEquals(3, groups.values().stream().distinct().count());
    assertEquals(groups.get("toms/oak_1.wav"), groups.get("toms/oak_5.wav"));
  }

  @Test
  void theSameNameInTwoFoldersIsTwoGroups() {
    Map<String, String> groups = GroupNames.of(List.of("a/oak_rr1.wav", "b/oak_rr1.wav"));
    assertNotEquals(groups.get("a/oak_rr1.wav"), groups.get("b/oak_rr1.wav"));
  }

  @Test
  void anImportBeginsWithOneOfEachClass() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      files.add("kick/" + i + ".wav");
      files.add("snare/" + i + ".wav");
    }
    files.add("tom/a.wav");
    List<String> order = ImportOrder.of(files);
    assertEquals(61, order.stream().distinct().count());
    assertEquals(
        List.of("kick", "snare", "tom", "kick", "snare", "kick"),
        order.subList(0, 6).stream().map(f -> f.substring(0, f.indexOf('/'))).toList());
  }
}
