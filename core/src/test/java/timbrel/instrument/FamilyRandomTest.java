package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyRandomTest {
  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static RandomGenerator member(long seed, float alike) {
    return new FamilyRandom(random(seed), random(99), alike);
  }

  /// Two members have a number in common when both take the family's.
  @ParameterizedTest
  @ValueSource(floats = {0, 0.3f, 0.7f, 1})
  void theShareOfCommonNumbersIsAsAsked(float alike) {
    RandomGenerator one = member(1, alike);
    RandomGenerator two = member(2, alike);
    int common = 0;
    for (int i = 0; i < 20_000; i++) {
      common += one.nextLong() == two.nextLong() ? 1 : 0;
    }
    assertEquals(alike * alike, common / 20_000.0, 0.01);
  }

  @Test
  void aMemberByItselfDrawsEvenly() {
    RandomGenerator member = member(1, 0.6f);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 50_000; i++) {
      double value = member.nextDouble();
      sum += value;
      squares += value * value;
    }
    assertEquals(1 / 2.0, sum / 50_000, 0.005);
    assertEquals(1 / 3.0, squares / 50_000, 0.005);
  }
}
