package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Opus and shaped noise, next to which our own codec is shown.
class RivalsTest {
  private static final int RATE = 44_100;

  @ParameterizedTest
  @ValueSource(ints = {1, 700, 20_000, 88_200})
  void opusKeepsTheLength(int length) {
    assertEquals(length, OpusRoundTrip.of(new float[length], RATE, 12_000).samples().length);
  }

  @Test
  void opusTakesTheBitsThatItWasGiven() {
    float[] sound = Drums.snare(Drums.random(1));
    assertEquals(12_000, OpusRoundTrip.of(sound, RATE, 12_000).bitRate(), 1e-9);
    assertEquals(6_000, OpusRoundTrip.of(sound, RATE, 6_000).bitRate(), 1e-9);
  }

  @Test
  void opusIsAlignedWithTheOriginal() {
    float[] sound = Drums.hit(20_000, 440, 0.1, 3);
    float[] coded = OpusRoundTrip.of(sound, RATE, 128_000).samples();
    double best = Double.NEGATIVE_INFINITY;
    int bestLag = Integer.MAX_VALUE;
    for (int lag = -50; lag <= 50; lag++) {
      double sum = 0;
      for (int i = 100; i < 10_000; i++) {
        sum += (double) sound[i] * coded[i + lag];
      }
      if (sum > best) {
        best = sum;
        bestLag = lag;
      }
    }
    assertEquals(0, bestLag, 1); // within one sample: 44.1 kHz and 48 kHz grids differ
  }

  @Test
  void opusGetsBetterWithMoreBits() {
    float[] sound = Drums.snare(Drums.random(1));
    ReferenceSound reference = new ReferenceSound(sound);
    double little = reference.to(OpusRoundTrip.of(sound, RATE, 8_000).samples()).mss();
    double much = reference.to(OpusRoundTrip.of(sound, RATE, 96_000).samples()).mss();
    assertTrue(much < little, much + " < " + little);
  }

  @Test
  void shapedNoiseHasTheEnvelopeOfTheSound() {
    float[] sound = Drums.kick(Drums.random(1));
    float[] noise = ShapedNoise.like(sound, Drums.random(2));
    for (int from = 0; from + 256 <= sound.length; from += 256) {
      assertEquals(rms(sound, from), rms(noise, from), 1e-4 * rms(sound, 0));
    }
  }

  @Test
  void shapedNoiseIsNearerThanOtherNoiseAndFartherThanTheSound() {
    float[] sound = Drums.hat(Drums.random(1));
    ReferenceSound reference = new ReferenceSound(sound);
    double shaped = reference.to(ShapedNoise.like(sound, Drums.random(2))).mss();
    double white = reference.to(Drums.withNoise(new float[sound.length], 0.1, 3)).mss();
    assertTrue(0.1 < shaped && shaped < white, shaped + " < " + white);
  }

  @Test
  void shapedNoiseOfSilenceIsSilence() {
    assertArrayEquals(new float[500], ShapedNoise.like(new float[500], Drums.random(1)));
    assertEquals(0, ShapedNoise.like(new float[0], Drums.random(1)).length);
  }

  private static double rms(float[] sound, int from) {
    double sum = 0;
    for (int i = from; i < from + 256; i++) {
      sum += sound[i] * sound[i];
    }
    return Math.sqrt(sum / 256);
  }
}
