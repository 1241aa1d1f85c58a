package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnobEvaluationTest {
  private static final double NO = Double.NaN;

  /// By hand: sums of products 2.5, of squares 2 and 3.5.
  @Test
  void correlationIsPearsons() {
    assertEquals(
        2.5 / Math.sqrt(2 * 3.5),
        KnobEvaluation.correlation(List.of(1.0, 2.0, 3.0), List.of(1.0, 1.5, 3.5)),
        1e-12);
    assertEquals(-1, KnobEvaluation.correlation(List.of(0.0, 1.0), List.of(5.0, 4.0)), 1e-12);
    assertTrue(Double.isNaN(KnobEvaluation.correlation(List.of(0.0, 1.0), List.of(4.0, 4.0))));
  }

  @Test
  void aSweepThatFallsAnywhereIsNotMonotone() {
    assertEquals(1, KnobEvaluation.neverFalls(new double[] {0, 0.2, 0.2, 0.9}));
    assertEquals(1, KnobEvaluation.neverFalls(new double[] {0, 0.2, 0.195, 0.9}), "a hundredth");
    assertEquals(0, KnobEvaluation.neverFalls(new double[] {0, 0.5, 0.4, 0.9}));
    assertEquals(0, KnobEvaluation.neverFalls(new double[] {0.5, NO, 0.4}));
    assertEquals(
        0, KnobEvaluation.neverFalls(new double[] {0.5, 0.495, 0.49, 0.485}), "little by little");
    assertTrue(Double.isNaN(KnobEvaluation.neverFalls(new double[] {NO, 0.5, NO})));
  }

  @Test
  void onlyClassesWithAPitchAreVoiced() {
    float[] tone = new float[20_000];
    for (int t = 0; t < tone.length; t++) {
      tone[t] = (float) (Math.sin(t * 0.02) * Math.exp(-t / 5000.0));
    }
    List<LabelledSound> recordings =
        List.of(
            new LabelledSound("1", "tom", "1", tone),
            new LabelledSound("2", "hat", "2", Drums.hat(Drums.random(1))),
            new LabelledSound("3", "hat", "3", Drums.hat(Drums.random(2))));
    List<String> classes = List.of("hat", "tom", "unheard");
    assertEquals(List.of("tom"), VoicedClasses.of(classes, recordings));
    assertEquals(classes, VoicedClasses.of(classes, List.of()), "nobody can tell");
  }
}
