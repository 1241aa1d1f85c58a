package timbrel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.nn.Golden;

class NpyTest {
  private static final int[][] CODES = {{1, -2, 3}, {Integer.MAX_VALUE, 5, Integer.MIN_VALUE}};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"codes.npy", "codes_v2.npy", "codes_v3.npy", "codes_int64.npy"})
  void codesThatNumPyWroteAreRead(String name) {
    assertArrayEquals(CODES, Npy.readInt32(Golden.file(name)));
  }

  @Test
  void floatsThatNumPyWroteAreRead() {
    assertEquals(
        Tensor.of(new float[] {0.5f, -1.25f, 3e-8f}, 3),
        Npy.readFloat32(Golden.file("floats.npy")));
    assertEquals(
        Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3),
        Npy.readFloat32(Golden.file("floats_2d.npy")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"codes.npy", "floats.npy", "floats_2d.npy"})
  void ourFilesAreNumPysByteForByte(String name) throws IOException {
    Path ours = folder.resolve(name);
    if (name.startsWith("codes")) {
      Npy.writeInt32(ours, CODES);
    } else {
      Npy.writeFloat32(ours, Npy.readFloat32(Golden.file(name)));
    }
    assertArrayEquals(Files.readAllBytes(Golden.file(name)), Files.readAllBytes(ours));
  }

  @Test
  void otherArraysAreRefused() {
    assertRefused("columns come first", Golden.file("codes_fortran.npy"));
    assertRefused("'<f4', expected <i4 or <i8", Golden.file("floats_2d.npy"));
    assertThrows(WeightsException.class, () -> Npy.readFloat32(Golden.file("codes.npy")));
    assertRefused("does not start like", Golden.file("conv.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3, 1), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (6,), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (3, 3), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (-2, -3), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (999999999, 999999999), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (9999999999, 3), }",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (999999999, 0), }",
        "{'descr': '>i4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3), }",
        "{'descr': '<i4', 'shape': (2, 3), }",
        "{}",
        "",
      })
  void aHeaderThatLiesIsRefused(String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + json.length + 24];
    System.arraycopy(Files.readAllBytes(Golden.file("codes.npy")), 0, bytes, 0, 8);
    bytes[8] = (byte) json.length;
    System.arraycopy(json, 0, bytes, 10, json.length);
    Path file = Files.write(folder.resolve("lies.npy"), bytes);
    assertThrows(WeightsException.class, () -> Npy.readInt32(file));
  }

  @Test
  void numbersOf64BitsMustFitIn32() throws IOException {
    byte[] bytes = Files.readAllBytes(Golden.file("codes_int64.npy"));
    bytes[bytes.length - 1] = 1;
    assertRefused("does not fit in 32 bits", Files.write(folder.resolve("large.npy"), bytes));
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("codes_v2.npy"));
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
      assertThrows(WeightsException.class, () -> Npy.readInt32(file), "at " + length);
    }
  }

  /// Damaged files are refused by the one error, or read as other numbers.
  @Test
  void damageNeverEscapesTheTypedError() throws IOException {
    byte[] whole = Files.readAllBytes(Golden.file("codes_v2.npy"));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("damaged.npy"), damaged);
      try {
        Npy.readInt32(file);
      } catch (WeightsException expected) {
        refused++;
      }
    }
    assertTrue(refused > 100, refused + " were refused");
  }

  @Test
  void raggedRowsAreNotWritten() {
    int[][] ragged = {{1, 2}, {3}};
    Path file = folder.resolve("ragged.npy");
    assertThrows(IllegalArgumentException.class, () -> Npy.writeInt32(file, ragged));
    assertTrue(Files.notExists(file));
  }

  private static void assertRefused(String reason, Path file) {
    String message = assertThrows(WeightsException.class, () -> Npy.readInt32(file)).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
