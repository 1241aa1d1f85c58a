package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final int RATE = TestSounds.RATE;

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static float[] sine(double hz, int length) {
    float[] sine = new float[length];
    for (int i = 0; i < length; i++) {
      sine[i] = (float) Math.sin(2 * Math.PI * hz * i / RATE);
    }
    return sine;
  }

  @Test
  void noAugmentationLeavesASoundAlone() {
    float[] sound = sine(440, 1000);
    assertArrayEquals(sound, Augmentation.NONE.apply(sound, random(1)), 1e-7f);
  }

  /// A sine read 1.25 times as fast is a sine of 1.25 times the frequency, sample by sample.
  @ParameterizedTest
  @ValueSource(doubles = {0.84, 0.97, 1.0, 1.06, 1.1892, 1.25})
  void readingFasterRaisesThePitchAndNothingElse(double speed) {
    float[] out = new float[4000];
    SpeedChange.read(sine(1000, 8000), 500, speed, out);
    for (int i = 0; i < out.length; i++) {
      double expected = Math.sin(2 * Math.PI * 1000 * (500 + i * speed) / RATE);
      assertEquals(expected, out[i], 2e-3, "sample " + i);
    }
  }

  @Test
  void readingFasterDoesNotFoldWhatIsTooHigh() {
    float[] out = new float[4000];
    SpeedChange.read(sine(20_500, 8000), 500, 1.1892, out); // would come out at 19.7 kHz
    double energy = Mixdown.energy(out) / out.length;
    assertTrue(energy < 0.5 * 0.01, "energy " + energy);
  }

  @Test
  void theTuningStaysInItsRange() {
    Augmentation tune = new Augmentation(0, 3, false, 0);
    for (int seed = 0; seed < 50; seed++) {
      int length = tune.apply(sine(440, 10_000), random(seed)).length;
      assertTrue(length >= 8408 && length <= 11_893, "length " + length);
    }
  }

  @Test
  void levelAndToneStayInTheirRange() {
    for (double hz : new double[] {50, 1000, 12_000}) {
      double loudest = 0;
      double softest = 1e9;
      for (int seed = 0; seed < 200; seed++) {
        float[] out = new Augmentation(9, 0, true, 3).apply(sine(hz, 4410), random(seed));
        double db = 10 * Math.log10(Mixdown.energy(out) / (0.5 * 4410));
        loudest = Math.max(loudest, db);
        softest = Math.min(softest, db);
      }
      assertTrue(loudest < 3.5 && loudest > -1.5, hz + " Hz: loudest " + loudest);
      assertTrue(softest > -12.5 && softest < -7, hz + " Hz: softest " + softest);
    }
  }

  @Test
  void halfOfTheSoundsAreTurnedUpsideDown() {
    Augmentation flip = new Augmentation(0, 0, true, 0);
    int flipped = 0;
    for (int seed = 0; seed < 400; seed++) {
      flipped += flip.apply(new float[] {1, 1}, random(seed))[0] < 0 ? 1 : 0;
    }
    assertEquals(200, flipped, 40);
  }

  @Test
  void anImpossibleRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, 0, false, 0));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, Double.NaN, false, 0));
  }
}
