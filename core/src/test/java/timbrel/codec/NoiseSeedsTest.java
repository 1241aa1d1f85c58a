package timbrel.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseSeedsTest {
  private static int[] seedsOf(int... codes) {
    return NoiseSeeds.of(new Codes(new int[][] {codes}));
  }

  @Test
  void aFrameIsSeededByItsCodesAndThoseBefore() {
    int[] one = seedsOf(5, 7, 7, 7, 2);
    int[] other = seedsOf(5, 7, 7, 9, 2);
    assertArrayEquals(Arrays.copyOf(one, 3), Arrays.copyOf(other, 3));
    assertTrue(one[3] != other[3] && one[4] != other[4]);
    assertEquals(5, Arrays.stream(one).distinct().count()); // equal codes too
  }

  /// Computed by a reader of `docs/instrument-file.md` in another language.
  @Test
  void theHashIsThatOfTheFileFormat() {
    int[] frames = NoiseSeeds.of(new Codes(new int[][] {{5, 0, 255}, {7, 1, 254}}));
    assertArrayEquals(new int[] {-2051422363, 233491594, 1992859389}, frames);
    int spectrum = NoiseSeeds.ofSpectrum(frames[1], 2);
    assertEquals(1434761060, spectrum);
    float[] phases = new float[3];
    NoiseSeeds.phases(spectrum, phases, 0, 3);
    assertArrayEquals(new float[] {1.0856757f, 2.0178077f, -0.0372750f}, phases, 1e-6f);
  }

  @Test
  void phasesAreEquallyLikelyAllTheWayRound() {
    int length = 200_000;
    float[] phases = new float[length];
    NoiseSeeds.phases(1, phases, 0, length);
    int[] eighths = new int[8];
    for (float phase : phases) {
      assertTrue(Math.abs(phase) <= (float) Math.PI, "phase " + phase);
      eighths[Math.min(7, (int) ((phase + Math.PI) / (2 * Math.PI) * 8))]++;
    }
    for (int count : eighths) {
      assertEquals(length / 8.0, count, 5 * Math.sqrt(length / 8.0));
    }
  }

  @Test
  void spectraOfOneFrameAndOfTheNextShareNoPhases() {
    int[] frames = seedsOf(3, 3);
    float[] all = new float[4 * 257];
    for (int i = 0; i < 4; i++) {
      NoiseSeeds.phases(NoiseSeeds.ofSpectrum(frames[i / 2], i % 2), all, i * 257, 257);
    }
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < a; b++) {
        double sum = 0; // of unit vectors that point where two phases differ
        for (int i = 0; i < 257; i++) {
          sum += Math.cos(all[a * 257 + i] - all[b * 257 + i]);
        }
        assertTrue(Math.abs(sum) < 5 * Math.sqrt(257 / 2.0), a + " and " + b + ": " + sum);
      }
    }
  }
}
