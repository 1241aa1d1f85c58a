package timbrel.nn.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelsTest {
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);

  /// By hand: 1·1 + 2·2 + 3·3 + 10 and 1·4 + 2·5 + 3·6 + 20.
  @Test
  void aProductIsBiasPlusWeightedInputs() {
    PackedMatrix w = PackedMatrix.of(new float[] {1, 2, 3, 4, 5, 6}, new float[] {10, 20}, 2, 3);
    float[] y = new float[2];
    Kernels.chosen().matmul(new float[] {1, 2, 3}, 0, 3, 1, w, y, 0, 2);
    assertArrayEquals(new float[] {24, 52}, y);
  }

  @ParameterizedTest
  @CsvSource({
    "0,3,4",
    "1,1,1",
    "1,15,7",
    "2,16,0",
    "3,17,9",
    "5,33,31",
    "6,48,12",
    "7,18,9",
    "8,33,6",
    "10,34,12",
    "13,65,40",
    "14,35,8"
  })
  void vectorsMultiplyAsPlainLoops(int rows, int out, int in) {
    PackedMatrix w = PackedMatrix.of(noise(out * in), noise(out), out, in);
    float[] x = noise(rows * in + 5);
    float[] expected = new float[rows * (out + 3) + 2];
    float[] actual = expected.clone();
    new ScalarKernels().matmul(x, 5, in, rows, w, expected, 2, out + 3);
    new VectorKernels().matmul(x, 5, in, rows, w, actual, 2, out + 3);
    assertArrayEquals(expected, actual);
  }

  private float[] noise(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
