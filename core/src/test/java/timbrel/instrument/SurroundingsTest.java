package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
  private static final double[] VALUES = {5, 3, 8, 9, 1, 7, 6, 4, 2};

  @Test
  void minimaAreThoseOfTheSurroundings() {
    assertArrayEquals(new double[] {3, 3, 1, 1, 1, 1, 1, 2, 2}, minima(VALUES, 2));
    assertArrayEquals(VALUES, minima(VALUES, 0));
  }

  @Test
  void meansAreThoseOfTheSurroundings() {
    double[] means = VALUES.clone();
    new Surroundings(1).toMeans(means);
    assertArrayEquals(new double[] {4, 16 / 3.0, 20 / 3.0}, Arrays.copyOf(means, 3));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "7, 3", "8, 3", "50, 4", "50, 60", "1000, 12"})
  void minimaAreThoseThatALoopFinds(int length, int reach) {
    double[] values = RandomGenerator.of("L64X128MixRandom").doubles(length).toArray();
    double[] minima = minima(values, reach);
    for (int t = 0; t < length; t++) {
      double least =
          Arrays.stream(values, Math.max(0, t - reach), Math.min(length, t + reach + 1))
              .min()
              .orElseThrow();
      assertEquals(least, minima[t], "at " + t);
    }
  }

  /// Memory of something longer is used again.
  @Test
  void whatCameBeforeDoesNotShow() {
    Surroundings used = new Surroundings(2);
    double[] longer = new double[100];
    Arrays.fill(longer, -1);
    used.toMinima(longer.clone());
    used.toMeans(longer);
    double[] minima = VALUES.clone();
    used.toMinima(minima);
    assertArrayEquals(minima(VALUES, 2), minima);
    double[] means = VALUES.clone();
    double[] again = VALUES.clone();
    used.toMeans(means);
    new Surroundings(2).toMeans(again);
    assertArrayEquals(again, means);
  }

  private static double[] minima(double[] values, int reach) {
    double[] minima = values.clone();
    new Surroundings(reach).toMinima(minima);
    return minima;
  }
}
