package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SetDistancesTest {
  private static final double[][] A = Drums.lattice(40, 6, 1.3, 0.7, 0);
  private static final double[][] B = Drums.lattice(40, 6, 0.9, 0.4, 0.3);

  @Test
  void theFrechetDistanceIsThatOfScipy() {
    double expected = Golden.values().get("frechet").getAsDouble();
    assertEquals(expected, FrechetDistance.between(A, B), 1e-9);
  }

  @Test
  void theKernelDistanceIsThatOfScipy() {
    double expected = Golden.values().get("kernel").getAsDouble();
    assertEquals(expected, KernelDistance.scaledTo(A).between(A, B), 1e-9);
  }

  @Test
  void theInceptionScoreIsThatOfNumpy() {
    List<float[]> rows = new ArrayList<>();
    for (double[] row : Drums.lattice(30, 5, 1.1, 0.3, 0)) {
      float[] p = new float[5];
      double sum = 0;
      for (double value : row) {
        sum += Math.exp(2 * value);
      }
      for (int c = 0; c < 5; c++) {
        p[c] = (float) (Math.exp(2 * row[c]) / sum);
      }
      rows.add(p);
    }
    double expected = Golden.values().get("inception").getAsDouble();
    assertEquals(expected, InceptionScore.of(rows), 1e-5);
  }

  @Test
  void aSetIsAtFrechetDistanceZeroFromItself() {
    assertEquals(0, FrechetDistance.between(A, A), 1e-9);
  }

  /// By hand: two Gaussians of variance 1 and 4 around 0 and 3 are 9 + (1 - 2)^2 = 10 apart.
  @Test
  void theFrechetDistanceOfTwoGaussiansIsThatOfTheFormula() {
    double r = Math.sqrt(0.5); // variance 1 with n - 1
    double[][] narrow = {{-r}, {r}};
    double[][] wide = {{3 - 2 * r}, {3 + 2 * r}};
    assertEquals(10, FrechetDistance.between(narrow, wide), 1e-12);
  }

  /// A covariance of 3 sounds in 6 dimensions is singular.
  @Test
  void fewSoundsInManyDimensionsHaveAFiniteDistance() {
    double[][] few = Stream.of(A).limit(3).toArray(double[][]::new);
    assertTrue(FrechetDistance.between(few, B) > 0);
    assertEquals(0, FrechetDistance.between(few, few), 1e-9);
  }

  @Test
  void theKernelDistanceIsSymmetrical() {
    KernelDistance distance = KernelDistance.scaledTo(A);
    assertEquals(distance.between(A, B), distance.between(B, A), 1e-12);
  }

  @Test
  void theKernelDistanceGrowsAsSetsMoveApart() {
    KernelDistance distance = KernelDistance.scaledTo(A);
    double near = distance.between(A, Drums.lattice(40, 6, 1.3, 0.7, 0.2));
    double far = distance.between(A, Drums.lattice(40, 6, 1.3, 0.7, 1));
    assertTrue(near < far, near + " < " + far);
  }

  @Test
  void setsOfOneSoundHaveNoDistance() {
    double[][] one = {{1, 2}};
    assertTrue(Double.isNaN(FrechetDistance.between(one, one)));
    assertTrue(Double.isNaN(KernelDistance.scaledTo(one).between(one, one)));
  }

  @Test
  void equalEmbeddingsDoNotMakeTheKernelDivideByZero() {
    double[][] same = {{1, 2}, {1, 2}, {1, 2}};
    assertEquals(0, KernelDistance.scaledTo(same).between(same, same), 1e-12);
  }

  @Test
  void theInceptionScoreRunsFromOneToTheNumberOfClasses() {
    assertEquals(1, InceptionScore.of(List.of(new float[] {1, 0}, new float[] {1, 0})), 1e-12);
    assertEquals(2, InceptionScore.of(List.of(new float[] {1, 0}, new float[] {0, 1})), 1e-12);
    assertTrue(Double.isNaN(InceptionScore.of(List.of())));
  }
}
