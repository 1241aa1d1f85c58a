package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import timbrel.codec.Codes;

class KeptTest {
  private static final Codes GIVEN = new Codes(new int[3][8]);

  @Test
  void moreVariationNeverKeepsMore() {
    int last = 24;
    for (int i = 0; i <= 100; i++) {
      Kept kept = Kept.allBut(GIVEN, i / 100.0);
      int count = Arrays.stream(kept.frames()).sum();
      assertTrue(count <= last);
      last = count;
    }
    assertEquals(0, last);
  }

  /// Half of 24 codes: the first codebook and half of the second.
  @Test
  void theCoarsestCodesAndTheAttackAreKeptLongest() {
    Kept kept = Kept.allBut(GIVEN, 0.5);
    assertArrayEquals(new int[] {8, 4, 0}, kept.frames());
    assertTrue(kept.sameLength());
    assertFalse(Kept.allBut(GIVEN, 0.9).sameLength());
  }

  @Test
  void moreThanThereIsCannotBeKept() {
    assertThrows(IllegalArgumentException.class, () -> Kept.firstFrames(GIVEN, 9));
    assertThrows(IllegalArgumentException.class, () -> Kept.firstCodebooks(GIVEN, 4));
    assertThrows(IllegalArgumentException.class, () -> Kept.allBut(GIVEN, 1.5));
    assertThrows(IllegalArgumentException.class, () -> Kept.allBut(GIVEN, Double.NaN));
  }
}
