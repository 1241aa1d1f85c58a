package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.codec.Codes;

class TokenStatisticsTest {
  /// Codebook 0 alternates: one bit a code, none once the code before is known. Codebook 1 always
  /// says 3. By hand.
  @Test
  void alternationIsOneBitUntilTheCodeBeforeIsKnown() {
    Codes codes = new Codes(new int[][] {{0, 1, 0, 1}, {3, 3, 3, 3}});
    TokenStatistics statistics = TokenStatistics.of(List.of(codes, codes), 4);
    assertArrayEquals(new double[] {1, 0}, statistics.unigramBits(), 1e-12);
    assertArrayEquals(new double[] {0, 0}, statistics.firstOrderBits(), 1e-12);
    assertArrayEquals(new int[] {2, 1}, statistics.codesUsed());
    assertEquals(0.5, statistics.meanUnigramBits(), 1e-12);
  }

  /// After 0 come 0 and 1 equally often (one bit), after 1 nothing.
  @Test
  void firstOrderBitsAreTheEntropyOfWhatFollows() {
    TokenStatistics statistics = TokenStatistics.of(List.of(new Codes(new int[][] {{0, 0, 1}})), 2);
    assertEquals(1, statistics.meanFirstOrderBits(), 1e-12);
  }

  @Test
  void noSoundsAndUnequalSoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TokenStatistics.of(List.of(), 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> TokenStatistics.of(List.of(new Codes(new int[1][3]), new Codes(new int[2][3])), 4));
  }
}
