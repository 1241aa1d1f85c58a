package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  /// Many random libraries: uneven classes, groups of 1 to 12, clusters that tie groups together.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noGroupAndNoClusterIsOnBothSides(long seed) {
    List<ImportedSound> sounds = library(new Random(seed));
    Split split = Split.of(sounds, 0.1, seed);
    assertTrue(split.isClean());
    assertEquals(sounds.size(), split.training().size() + split.validation().size());
    Set<ImportedSound> all = new HashSet<>(split.training());
    all.addAll(split.validation());
    assertEquals(new HashSet<>(sounds), all);
  }

  @Test
  void anUncleanSplitIsSeen() {
    ImportedSound a = TestSounds.sound("a", "kick", "g", "c1");
    ImportedSound b = TestSounds.sound("b", "kick", "g", "c2");
    assertFalse(new Split(List.of(a), List.of(b)).isClean());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theSplitDoesNotDependOnTheOrderOfTheSounds(long seed) {
    List<ImportedSound> sounds = library(new Random(seed));
    List<ImportedSound> shuffled = new ArrayList<>(sounds);
    Collections.shuffle(shuffled, new Random(99));
    assertEquals(
        new HashSet<>(Split.of(sounds, 0.1, 7).validation()),
        new HashSet<>(Split.of(shuffled, 0.1, 7).validation()));
  }

  @Test
  void aClassOfThreeGroupsSparesOneAndAClassOfTwoNone() {
    List<ImportedSound> sounds = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sounds.add(TestSounds.sound("k" + i, "kick", "kick" + i % 3, "kick" + i % 3));
    }
    for (int i = 0; i < 30; i++) {
      sounds.add(TestSounds.sound("s" + i, "snare", "snare" + i % 2, "snare" + i % 2));
    }
    Split split = Split.of(sounds, 0.1, 1);
    assertEquals(10, split.validation().size());
    assertTrue(split.validation().stream().allMatch(s -> s.soundClass().equals("kick")));
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    List<ImportedSound> sounds = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sounds.add(TestSounds.sound("k" + i, "kick", "k" + i, "k" + i));
    }
    assertNotEquals(Split.of(sounds, 0.1, 7).validation(), Split.of(sounds, 0.1, 8).validation());
  }

  @Test
  void aboutATenthOfEachClassIsPutAside() {
    List<ImportedSound> sounds = new ArrayList<>();
    for (String name : List.of("kick", "snare", "tom")) {
      for (int i = 0; i < 200; i++) {
        sounds.add(TestSounds.sound(name + i, name, name + i / 2, name + i / 2));
      }
    }
    Split split = Split.of(sounds, 0.1, 1);
    for (String name : List.of("kick", "snare", "tom")) {
      long count = split.validation().stream().filter(s -> s.soundClass().equals(name)).count();
      assertEquals(20, count, 2, name);
    }
  }

  @Test
  void nothingIsPutAsideWhenNothingIsWanted() {
    List<ImportedSound> sounds = library(new Random(1));
    assertEquals(sounds, Split.of(sounds, 0, 1).training());
    assertThrows(IllegalArgumentException.class, () -> Split.of(sounds, 1, 1));
    assertEquals(0, Split.of(List.of(), 0.1, 1).training().size());
  }

  private static List<ImportedSound> library(Random random) {
    List<ImportedSound> sounds = new ArrayList<>();
    for (int c = 0; c < 1 + random.nextInt(6); c++) {
      for (int g = 0; g < 1 + random.nextInt(30); g++) {
        String group = "c" + c + "g" + g;
        String cluster = random.nextInt(4) == 0 ? "cluster" + random.nextInt(5) : group;
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
          sounds.add(TestSounds.sound(group + "-" + i, "class" + c, group, cluster));
        }
      }
    }
    return sounds;
  }
}
