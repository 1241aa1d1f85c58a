package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final LmConfig CONFIG = TinyModels.config();

  /// Two knobs and the velocity; then for each whether it is there.
  @Test
  void absentValuesAreZeroAndSayThatTheyAreAbsent() {
    float[] features = new float[7];
    Conditions.none(2).withKnob(1, 0.75f).withVelocity(0).writeFeatures(features, 1);
    assertArrayEquals(new float[] {0, 0, 0.5f, -1, 0, 1, 1}, features);
  }

  @Test
  void aMorphIsSoftInItsClasses() {
    Conditions kick = Conditions.ofClass(CONFIG, 0).withVelocity(0.2f).withKnob(0, 0.5f);
    Conditions snare = Conditions.ofClass(CONFIG, 2).withVelocity(0.6f);
    Conditions expected =
        Conditions.none(2)
            .withClasses(new float[] {0.75f, 0, 0.25f, 0})
            .withVelocity(0.2f + 0.4f * 0.25f)
            .withKnob(0, 0.5f);
    assertEquals(expected, kick.morph(snare, 0.25f));
  }

  @Test
  void nonsenseIsRefused() {
    Conditions none = Conditions.none(2);
    assertThrows(IllegalArgumentException.class, () -> Conditions.ofClass(CONFIG, 4));
    assertThrows(IllegalArgumentException.class, () -> none.withClasses(new float[] {2, -1}));
    assertThrows(IllegalArgumentException.class, () -> none.withClasses(new float[] {.5f, .1f}));
    assertThrows(
        IllegalArgumentException.class, () -> none.withClasses(new float[] {Float.NaN, 1}));
    assertThrows(IllegalArgumentException.class, () -> none.withVelocity(Float.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Conditions.none(3).requireFits(CONFIG));
    assertThrows(
        IllegalArgumentException.class,
        () -> none.withClasses(new float[] {1}).requireFits(CONFIG));
  }
}
