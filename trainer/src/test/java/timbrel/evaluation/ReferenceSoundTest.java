package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.classifier.LogMelPicture;

class ReferenceSoundTest {
  private static final float[] HIT = Drums.hit(20_000, 180, 0.08, 3);

  private static void assertNear(JsonObject expected, SoundDistance actual) {
    assertNear(expected.get("mss").getAsDouble(), actual.mss());
    assertNear(expected.get("lsd").getAsDouble(), actual.lsd());
    assertNear(expected.get("onset").getAsDouble(), actual.onset());
    assertNear(expected.get("mfcc").getAsDouble(), actual.mfcc());
    assertNear(expected.get("logMel").getAsDouble(), actual.logMel());
  }

  private static void assertNear(double expected, double actual) {
    assertEquals(expected, actual, 1e-3 * expected);
  }

  @Test
  void theDistancesOfTwoDrumsAreThoseOfTorchAndLibrosa() {
    SoundDistance distance = new ReferenceSound(HIT).to(Drums.hit(20_000, 190, 0.06, 5));
    assertNear(Golden.values().getAsJsonObject("long"), distance);
  }

  @Test
  void aSoundShorterThanTheLongestSpectrumIsFollowedBySilence() {
    float[] original = Drums.hit(3_000, 400, 0.02, 2);
    float[] half = original.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] *= 0.5f;
    }
    assertNear(Golden.values().getAsJsonObject("short"), new ReferenceSound(original).to(half));
  }

  @Test
  void theLogMelPictureIsThatOfLibrosa() {
    JsonArray expected = Golden.values().getAsJsonArray("logMelFirstColumns");
    float[] picture = LogMelPicture.of(HIT).values();
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).getAsDouble(), picture[i], 2e-3, "value " + i);
    }
  }

  @Test
  void aSoundIsAtDistanceZeroFromItself() {
    assertEquals(new SoundDistance(0, 0, 0, 0, 0), new ReferenceSound(HIT).to(HIT.clone()));
  }

  @Test
  void moreNoiseIsFartherAwayByEveryMeasure() {
    ReferenceSound reference = new ReferenceSound(HIT);
    SoundDistance little = reference.to(Drums.withNoise(HIT, 0.001, 1));
    SoundDistance more = reference.to(Drums.withNoise(HIT, 0.01, 1));
    assertTrue(0 < little.mss() && little.mss() < more.mss(), little + " < " + more);
    assertTrue(0 < little.lsd() && little.lsd() < more.lsd(), little + " < " + more);
    assertTrue(0 < little.onset() && little.onset() < more.onset(), little + " < " + more);
    assertTrue(0 < little.mfcc() && little.mfcc() < more.mfcc(), little + " < " + more);
    assertTrue(0 < little.logMel() && little.logMel() < more.logMel(), little + " < " + more);
  }

  @Test
  void aBlurredAttackIsFartherByOnsetThanTheSameErrorInTheTail() {
    float[] late = new float[HIT.length];
    System.arraycopy(HIT, 0, late, 200, HIT.length - 200);
    assertTrue(new ReferenceSound(HIT).to(late).onset() > 0.5);
  }

  @Test
  void silenceAndEmptySoundsHaveFiniteDistances() {
    for (float[] original : List.of(new float[0], new float[1], new float[9_000])) {
      SoundDistance distance = new ReferenceSound(original).to(HIT);
      assertTrue(Double.isFinite(distance.mss() + distance.lsd() + distance.onset()));
      assertTrue(Double.isFinite(distance.mfcc() + distance.logMel()));
    }
    SoundDistance toSilence = new ReferenceSound(HIT).to(new float[0]);
    assertTrue(Double.isFinite(toSilence.mss() + toSilence.lsd() + toSilence.mfcc()));
  }

  @Test
  void theMeanOfNoDistancesIsNotANumber() {
    assertTrue(Double.isNaN(SoundDistance.mean(List.of()).mss()));
  }
}
