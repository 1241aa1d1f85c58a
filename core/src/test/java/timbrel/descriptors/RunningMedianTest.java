package timbrel.descriptors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.Signals;

class RunningMedianTest {

  @Test
  void threeNeighboursByHand() {
    float[] medians = new RunningMedian(1).of(new float[] {5, 1, 4, 4, 9});
    assertArrayEquals(new float[] {1, 4, 4, 4, 4}, medians);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 12, 13, 24, 25, 26, 300, 511, 512, 513, 1025})
  void isTheMiddleOfTheSortedSurroundings(int length) {
    float[] values = Signals.noise(length, 5);
    for (int i = 0; i < length; i += 3) {
      values[i] = Math.signum(values[i]); // some are alike
    }
    for (int reach : new int[] {1, 2, 3, 12}) {
      RunningMedian median = new RunningMedian(reach);
      median.of(Signals.noise(40, 1)); // an earlier row leaves nothing behind
      float[] medians = median.of(values);
      for (int i = 0; i < length; i++) {
        float[] around =
            Arrays.copyOfRange(values, Math.max(0, i - reach), Math.min(length, i + reach + 1));
        Arrays.sort(around);
        assertEquals(around[(around.length - 1) / 2], medians[i]);
      }
    }
  }
}
