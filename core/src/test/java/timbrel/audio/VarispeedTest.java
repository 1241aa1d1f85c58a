package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarispeedTest {
  private static final int RATE = 44_100;

  /// A sine played at a speed is the sine of that many times its frequency, exactly known.
  @ParameterizedTest
  @CsvSource({
    "440, 2",
    "440, 0.5",
    "3000, 1.37",
    "10000, 0.9",
    "60, 3.9",
    "8000, 0.25",
    "16000, 1.001"
  })
  void aToneComesOutAtItsNewFrequency(double hertz, double speed) {
    float[] out = Varispeed.play(sine(hertz, RATE), speed);
    assertEquals(RATE / speed, out.length, 1);
    for (int t = out.length / 4; t < 3 * out.length / 4; t++) {
      assertEquals(Math.sin(2 * Math.PI * hertz * speed * t / RATE), out[t], 0.012, "at " + t);
    }
  }

  /// 15 kHz an octave up would be 30 kHz.
  @Test
  void whatWouldFoldBackIsGone() {
    float[] out = Varispeed.play(sine(15_000, RATE), 2);
    for (int t = out.length / 4; t < 3 * out.length / 4; t++) {
      assertEquals(0, out[t], 3e-4, "at " + t);
    }
  }

  @Test
  void nothingStaysNothingAndSpeedsAreAboveZero() {
    assertArrayEquals(new float[0], Varispeed.play(new float[0], 1.5));
    assertTrue(Varispeed.play(new float[] {1}, 0.5).length == 2);
    assertThrows(IllegalArgumentException.class, () -> Varispeed.play(new float[9], 0));
    assertThrows(IllegalArgumentException.class, () -> Varispeed.play(new float[9], Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Varispeed.play(new float[9], 1e-12));
  }

  private static float[] sine(double hertz, int length) {
    float[] samples = new float[length];
    for (int t = 0; t < length; t++) {
      samples[t] = (float) Math.sin(2 * Math.PI * hertz * t / RATE);
    }
    return samples;
  }
}
