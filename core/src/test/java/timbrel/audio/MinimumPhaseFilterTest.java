package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MinimumPhaseFilterTest {
  private final Golden golden = Golden.load("/timbrel/audio/minimum_phase_golden.json");

  /// Taps and a filtered sound as numpy and scipy have them.
  @Test
  void itIsTheFilterOfMinimumPhase() {
    MinimumPhaseFilter filter = new MinimumPhaseFilter(response());
    golden.assertClose("taps", Arrays.copyOf(filter.taps(), 200), 2e-5);
    float[] out = filter.apply(floats(golden.values("sound")));
    golden.assertClose("filtered", Arrays.copyOf(out, golden.values("filtered").length), 1e-4);
  }

  /// The response of `minimum_phase_golden.py`.
  private static double[] response() {
    double[] decibels = new double[MinimumPhaseFilter.BINS];
    for (int k = 0; k < decibels.length; k++) {
      double x = k / 2048.0;
      decibels[k] =
          12 * Math.cos(3 * Math.PI * x)
              + 10 * Math.cos(Math.PI * x)
              + 6 * Math.cos(12 * Math.PI * x);
    }
    return decibels;
  }

  @Test
  void aFlatResponseChangesNothing() {
    float[] sound = {0.5f, -0.25f, 1, 0, 0.125f};
    float[] out = new MinimumPhaseFilter(new double[MinimumPhaseFilter.BINS]).apply(sound);
    assertArrayEquals(sound, Arrays.copyOf(out, sound.length), 1e-6f);
    assertEquals(sound.length + 2047, out.length);
  }

  /// Longer than one block, cut anywhere: filtering is linear and does not mind where blocks end.
  @Test
  void blocksMakeTheWhole() {
    MinimumPhaseFilter filter = new MinimumPhaseFilter(response());
    float[] whole = new float[5000];
    float[] first = new float[5000];
    float[] second = new float[5000];
    for (int t = 0; t < whole.length; t++) {
      whole[t] = (float) Math.sin(t * 0.1 + t * t * 1e-5);
      (t < 2900 ? first : second)[t] = whole[t];
    }
    float[] a = filter.apply(first);
    float[] b = filter.apply(second);
    float[] expected = filter.apply(whole);
    for (int t = 0; t < expected.length; t++) {
      assertEquals(expected[t], a[t] + b[t], 2e-4);
    }
  }

  @Test
  void anotherNumberOfFrequenciesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MinimumPhaseFilter(new double[5]));
    assertEquals(
        0, new MinimumPhaseFilter(new double[MinimumPhaseFilter.BINS]).apply(new float[0]).length);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
