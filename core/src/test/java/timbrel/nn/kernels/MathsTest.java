package timbrel.nn.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Against `StrictMath` in double precision, over a million values each.
class MathsTest {
  private static final int POINTS = 1_000_000;

  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void expIsWithinTwoUlps() {
    assertUlps(2, Maths::exp, StrictMath::exp, -87, 88.7f);
  }

  @Test
  void expOfVerySmallNumbersIsSubnormal() {
    assertEquals((float) StrictMath.exp(-95), Maths.exp(-95), 2 * Float.MIN_VALUE);
    assertEquals(0, Maths.exp(-200));
    assertEquals(Float.POSITIVE_INFINITY, Maths.exp(89));
    assertEquals(Float.POSITIVE_INFINITY, Maths.exp(Float.POSITIVE_INFINITY));
    assertEquals(0, Maths.exp(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(Maths.exp(Float.NaN)));
    assertEquals(1, Maths.exp(0));
  }

  @Test
  void logIsWithinTwoUlps() {
    assertUlps(2, Maths::log, StrictMath::log, 1e-6f, 4);
    assertUlps(2, Maths::log, StrictMath::log, 4, 1e30f);
  }

  @Test
  void logAtTheEdges() {
    assertEquals(Float.NEGATIVE_INFINITY, Maths.log(0));
    assertEquals(Float.NEGATIVE_INFINITY, Maths.log(-0f));
    assertEquals(Float.POSITIVE_INFINITY, Maths.log(Float.POSITIVE_INFINITY));
    assertTrue(Float.isNaN(Maths.log(-1)));
    assertTrue(Float.isNaN(Maths.log(Float.NaN)));
    assertEquals((float) StrictMath.log(1e-42f), Maths.log(1e-42f), 1e-5);
    assertEquals(0, Maths.log(1));
  }

  @Test
  void tanhIsWithinThreeUlps() {
    assertUlps(3, Maths::tanh, StrictMath::tanh, -12, 12);
    assertEquals(1, Maths.tanh(1e9f));
    assertEquals(-1, Maths.tanh(Float.NEGATIVE_INFINITY));
    assertTrue(Float.isNaN(Maths.tanh(Float.NaN)));
  }

  @Test
  void sineAndCosineAreExactToRoundingUpToTenThousand() {
    assertAbsolute(1.5e-7, Maths::sin, StrictMath::sin, -10, 10);
    assertAbsolute(1.5e-7, Maths::cos, StrictMath::cos, -10, 10);
    assertAbsolute(1.5e-7, Maths::sin, StrictMath::sin, -10_000, 10_000);
    assertAbsolute(1.5e-7, Maths::cos, StrictMath::cos, -10_000, 10_000);
  }

  @Test
  void smallAnglesAreTheirOwnSine() {
    assertUlps(2, Maths::sin, StrictMath::sin, 1e-6f, 0.7f);
    assertEquals(1, Maths.cos(0));
    assertTrue(Float.isNaN(Maths.sin(Float.POSITIVE_INFINITY)));
  }

  @Test
  void geluIsItsTanhForm() {
    assertAbsolute(
        1e-6,
        Maths::gelu,
        x ->
            0.5
                * x
                * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        -10,
        10);
  }

  @Test
  void gatesAreWithinAMillionth() {
    assertAbsolute(1e-6, Maths::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -100, 100);
    assertAbsolute(1e-6, Maths::silu, x -> x / (1 + StrictMath.exp(-x)), -20, 7);
    assertAbsolute(1e-6, Maths::elu, x -> x > 0 ? x : StrictMath.expm1(x), -20, 5);
  }

  private static void assertUlps(
      int ulps, FloatFunction ours, DoubleUnaryOperator exact, float from, float to) {
    for (int i = 0; i <= POINTS; i++) {
      float x = from + (to - from) * ((float) i / POINTS);
      double expected = exact.applyAsDouble(x);
      double allowed = ulps * (double) Math.ulp((float) expected);
      assertTrue(Math.abs(ours.of(x) - expected) <= allowed, () -> "at " + x);
    }
  }

  private static void assertAbsolute(
      double allowed, FloatFunction ours, DoubleUnaryOperator exact, float from, float to) {
    for (int i = 0; i <= POINTS; i++) {
      float x = from + (to - from) * ((float) i / POINTS);
      double expected = exact.applyAsDouble(x);
      assertTrue(Math.abs(ours.of(x) - expected) <= allowed, () -> "at " + x);
    }
  }
}
