package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Patterns of addresses as the specification has them.
class OscPatternTest {
  @ParameterizedTest
  @CsvSource({
    "kick, kick, true",
    "kick, kic, false",
    "kic, kick, false",
    "k?ck, kick, true",
    "kick?, kick, false",
    "*, kick, true",
    "*, '', true",
    "k*, kick, true",
    "*k, kick, true",
    "k*c*, kick, true",
    "k*x*, kick, false",
    "**k, kick, true",
    "1[0-3], 12, true",
    "1[0-3], 14, false",
    "[!0-3], 4, true",
    "[!0-3], 2, false",
    "[abc], b, true",
    "[a-], -, true",
    "[a!], !, true",
    "[, a, false",
    "[], a, false",
    "'{kick,snare}', snare, true",
    "'{kick,snare}', hat, false",
    "'x{a,ab}c', xabc, true",
    "'{,un}set', set, true",
    "'{kick', kick, false",
    "'{1,1}2', 12, true",
    "'*{a,b}*[c-d]?', xxbxxdy, true",
  })
  void aPatternMatches(String pattern, String name, boolean expected) {
    assertEquals(expected, matches(pattern, name));
  }

  /// Every `*` may end anywhere: without a bound, this takes longer than the universe has lasted.
  @Test
  void aPatternThatNeedsTooLongMatchesNothing() {
    assertFalse(matches("*a".repeat(40) + "b", "a".repeat(80)));
    assertFalse(matches("{a,aa,aaa}".repeat(30) + "b", "a".repeat(80)));
  }

  @Test
  void anyBytesAreSomePattern() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int trial = 0; trial < 50_000; trial++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        pattern.append("?*[]{},!-ab1".charAt(random.nextInt(12)));
      }
      matches(pattern.toString(), "a1b-ab");
    }
  }

  private static boolean matches(String pattern, String name) {
    byte[] bytes = OscWriter.text(pattern);
    return new OscPattern().matches(ByteBuffer.wrap(bytes), 0, bytes.length, OscWriter.text(name));
  }
}
