package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {

  /// By hand: 1, 2, 3, 4 sum to 10; at the Nyquist frequency 1 - 2 + 3 - 4 = -2; in between (1 - 3)
  /// + i (4 - 2).
  @Test
  void fourSamplesByHand() {
    RealFft fft = new RealFft(4);
    float[] re = new float[3];
    float[] im = new float[3];
    fft.forward(new float[] {1, 2, 3, 4}, re, im);
    assertArrayEquals(new float[] {10, -2, -2}, re);
    assertArrayEquals(new float[] {0, 2, 0}, im);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32, 64, 128, 512, 1024, 2048})
  void forwardIsTheDefinition(int size) {
    float[] in = noise(size);
    RealFft fft = new RealFft(size);
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    fft.forward(in, re, im);
    double tolerance = 4e-7 * Math.sqrt(size);
    for (int k = 0; k < fft.bins(); k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int t = 0; t < size; t++) {
        double angle = 2 * Math.PI * ((long) k * t % size) / size;
        sumRe += in[t] * Math.cos(angle);
        sumIm -= in[t] * Math.sin(angle);
      }
      assertEquals(sumRe, re[k], tolerance, "real part of bin " + k);
      assertEquals(sumIm, im[k], tolerance, "imaginary part of bin " + k);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 64, 512, 2048, 8192, 65536})
  void inverseUndoesForward(int size) {
    float[] in = noise(size);
    RealFft fft = new RealFft(size);
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    float[] out = new float[size];
    fft.forward(in, re, im);
    fft.inverse(re, im, out);
    assertArrayEquals(in, out, 2e-6f);
  }

  @Test
  void theImaginaryPartsOfTheFirstAndTheLastBinDoNotCount() {
    RealFft fft = new RealFft(8);
    float[] re = {1, 2, 3, 4, 5};
    float[] expected = new float[8];
    fft.inverse(re, new float[] {0, 1, 1, 1, 0}, expected);
    float[] out = new float[8];
    fft.inverse(re, new float[] {9, 1, 1, 1, 9}, out);
    assertArrayEquals(expected, out);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 3, 100, 131072})
  void refusesOtherSizes(int size) {
    assertThrows(IllegalArgumentException.class, () -> new RealFft(size));
  }

  @Test
  void refusesShortArrays() {
    RealFft fft = new RealFft(8);
    assertThrows(
        IllegalArgumentException.class,
        () -> fft.forward(new float[8], new float[4], new float[5]));
  }

  private static float[] noise(int size) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(size);
    float[] noise = new float[size];
    for (int t = 0; t < size; t++) {
      noise[t] = random.nextFloat() * 2 - 1;
    }
    return noise;
  }
}
