package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NoveltyTest {
  private static List<LabelledSound> kicks(int count, long seed) {
    RandomGenerator random = Drums.random(seed);
    List<LabelledSound> kicks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kicks.add(kick("kick " + seed + " " + i, Drums.kick(random)));
    }
    return kicks;
  }

  private static LabelledSound kick(String name, float[] samples) {
    return new LabelledSound(name, "kick", name, samples);
  }

  @Test
  void aNearCopyIsFoundAndItsOriginalNamed() {
    List<LabelledSound> training = kicks(20, 1);
    float[] copy = Drums.withNoise(training.get(7).samples(), 1e-4, 3);
    NoveltyReport report = new Novelty(training).of(List.of(kick("generated", copy)), List.of());
    assertEquals("kick 1 7", report.nearest().getFirst().training());
    assertEquals(1, report.copies());
    assertTrue(report.nearest().getFirst().distance() < report.copyThreshold());
  }

  @Test
  void otherDrumsAreNoCopies() {
    NoveltyReport report = new Novelty(kicks(20, 1)).of(kicks(20, 2), kicks(20, 3));
    assertTrue(report.copies() <= 0.1, report.copies() + " of kicks are copies");
    assertTrue(report.heldOutCopies() <= 0.1);
  }

  @Test
  void oneSoundAgainAndAgainHasNoSpread() {
    List<LabelledSound> same = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      same.add(kick("generated " + i, Drums.kick(Drums.random(5))));
    }
    assertEquals(0, new Novelty(kicks(20, 1)).of(same, List.of()).spread(), 0.01);
  }

  @Test
  void realSoundsHaveTheSpreadOfRealSounds() {
    assertEquals(1, new Novelty(kicks(24, 1)).of(kicks(24, 2), List.of()).spread(), 0.25);
  }

  /// Takes of one drum are near each other and must not lower the threshold.
  @Test
  void takesOfOneGroupDoNotCountAsCopiesOfEachOther() {
    List<LabelledSound> training = new ArrayList<>();
    for (LabelledSound kick : kicks(10, 1)) {
      training.add(kick);
      training.add(
          new LabelledSound(
              kick.name() + " again",
              "kick",
              kick.group(),
              Drums.withNoise(kick.samples(), 1e-4, 1)));
    }
    double single = new Novelty(kicks(10, 1)).of(List.of(), List.of()).copyThreshold();
    double doubled = new Novelty(training).of(List.of(), List.of()).copyThreshold();
    assertEquals(single, doubled, 0.3 * single);
  }

  @Test
  void distancesAreSymmetricalAndZeroForTheSameSoundAtAnotherLevel() {
    float[] loud = Drums.snare(Drums.random(1));
    float[] quiet = loud.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] *= 0.25f;
    }
    List<float[]> pictures =
        List.of(
            PictureDistances.picture(loud),
            PictureDistances.picture(quiet),
            PictureDistances.picture(Drums.hat(Drums.random(2))));
    float[][] distances = PictureDistances.between(pictures, pictures);
    assertEquals(0, distances[0][1], 0.05);
    assertEquals(distances[0][2], distances[2][0], 1e-3);
    assertTrue(distances[0][2] > 3);
  }

  @Test
  void silentSoundsAndEmptyFoldersHaveAReport() {
    List<LabelledSound> silent = List.of(kick("silent", new float[0]));
    NoveltyReport report = new Novelty(List.of()).of(silent, List.of());
    assertTrue(Double.isNaN(report.meanNearest()));
    assertEquals(List.of(), report.nearest());
    assertTrue(new Novelty(kicks(2, 1)).of(silent, List.of()).meanNearest() > 0);
  }
}
