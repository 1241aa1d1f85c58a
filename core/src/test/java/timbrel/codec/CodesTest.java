package timbrel.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CodesTest {
  @Test
  void raggedOrNegativeOrNoCodesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Codes(new int[0][]));
    assertThrows(IllegalArgumentException.class, () -> new Codes(new int[][] {{1}, {1, 2}}));
    assertThrows(IllegalArgumentException.class, () -> new Codes(new int[][] {{-1}}));
  }

  @Test
  void aCodeThatNoCodebookHasIsNamedWithItsPlace() {
    Codes codes = new Codes(new int[][] {{1, 2}, {3, 16}});
    var e = assertThrows(IllegalArgumentException.class, () -> codes.requireBelow(16));
    assertTrue(e.getMessage().contains("code 16 at codebook 1, frame 1"), e.getMessage());
  }

  @Test
  void codesAreEqualByTheirNumbers() {
    assertEquals(new Codes(new int[][] {{1, 2}}), new Codes(new int[][] {{1, 2}}));
  }

  @Test
  void theStarterConfigSpendsFiveAndAHalfKilobits() {
    assertEquals(86.13, CodecConfig.STARTER.frameRate(), 0.01);
    assertEquals(5512.5, CodecConfig.STARTER.bitRate(), 0.1);
    assertEquals(512, CodecConfig.STARTER.hop());
  }

  @Test
  void absurdConfigsAreRefused() {
    StackConfig stack = new StackConfig(8, 1, 3, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> new CodecConfig(44_100, 500, 125, 4, stack, stack, 8, 4, 16, stack, stack, false, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new CodecConfig(
                44_100, 512, 128, 4, stack, stack, 8, 4, 1 << 30, stack, stack, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new StackConfig(1 << 20, 1, 3, 2));
  }
}
