package timbrel.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ResidualVectorQuantizerTest {
  private final ResidualVectorQuantizer quantizer =
      new ResidualVectorQuantizer(new float[][] {{-1, 0, 1}, {-0.125f, 0, 0.125f}}, 3, 1);

  /// By hand: 0.9 is nearest to 1, which leaves -0.1, which is nearest to -0.125.
  @Test
  void theSecondCodebookEncodesWhatTheFirstLeft() {
    int[][] codes = new int[2][2];
    quantizer.encode(new float[] {0.9f, -0.05f}, 2, codes, 0);
    assertArrayEquals(new int[][] {{2, 1}, {0, 1}}, codes);
  }

  @Test
  void aLatentIsTheSumOfItsWords() {
    float[] latent = new float[2];
    quantizer.decode(new int[][] {{2}, {0}}, 0, 2, latent, 1);
    assertArrayEquals(new float[] {0, 0.875f}, latent);
  }

  @Test
  void ofTwoWordsAsNearTheFirstIsTaken() {
    int[][] codes = new int[2][1];
    quantizer.encode(new float[] {0.5f}, 1, codes, 0);
    assertArrayEquals(new int[][] {{1}, {2}}, codes);
  }
}
