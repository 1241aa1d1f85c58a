package timbrel.nn.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same bits on every machine: each implementation is loaded by a class loader of its own,
/// since the shape of vectors is a constant of its classes.
class KernelWidthsTest {
  private static final Map<String, float[]> DEFINITION = run("scalar", 0);

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void vectorsOfEveryWidthReturnTheBitsOfThePlainLoops(int bits) {
    Map<String, float[]> results = run("vector", bits);
    assertEquals(DEFINITION.keySet(), results.keySet());
    assertTrue(results.size() > 200, "kernels were run");
    results.forEach((name, values) -> assertArrayEquals(DEFINITION.get(name), values, name));
  }

  /// Without fused multiply-add the last bits may differ, and somewhere they do.
  @Test
  void machinesWithoutFusedMultiplyAddComeClose() {
    Map<String, float[]> results = run("plain", 256);
    boolean differs = false;
    for (String name : DEFINITION.keySet()) {
      if (name.contains("odd")) {
        continue; // the largest floats overflow elsewhere
      }
      float[] expected = DEFINITION.get(name);
      float[] actual = results.get(name);
      differs |= !Arrays.equals(expected, actual);
      for (int i = 0; i < expected.length; i++) {
        if (Float.isNaN(expected[i])) {
          assertTrue(Float.isNaN(actual[i]), name + " at " + i);
          continue; // the logarithm of a negative number
        }
        double allowed = 2e-6 * Math.max(1, largest(expected));
        assertEquals(expected[i], actual[i], allowed, name + " at " + i);
      }
    }
    assertTrue(differs, "plain products are rounded twice");
  }

  @Test
  void thePropertiesChooseTheImplementation() {
    assertEquals("vector 128 bits, fused multiply-add", describe("vector", 128));
    assertEquals("vector 256 bits, no fused multiply-add", describe("plain", 256));
    assertEquals("scalar, fused multiply-add", describe("scalar", 0));
    assertFalse(Kernels.chosen().description().isEmpty());
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }

  private static Map<String, float[]> run(String kind, int bits) {
    @SuppressWarnings("unchecked")
    Supplier<Map<String, float[]>> every =
        (Supplier<Map<String, float[]>>) load(EveryKernel.class.getName());
    return with(kind, bits, every);
  }

  private static String describe(String kind, int bits) {
    @SuppressWarnings("unchecked")
    Supplier<String> description = (Supplier<String>) load(Description.class.getName());
    return with(kind, bits, description);
  }

  /// Says what was chosen in its class loader.
  public static final class Description implements Supplier<String> {
    @Override
    public String get() {
      return Kernels.chosen().description();
    }
  }

  /// What `task` returns, run under these properties, which its classes read when they are first
  /// used.
  private static <T> T with(String kind, int bits, Supplier<T> task) {
    System.setProperty(Kernels.KIND_PROPERTY, kind);
    if (bits > 0) {
      System.setProperty(Kernels.BITS_PROPERTY, Integer.toString(bits));
    }
    try {
      return task.get();
    } finally {
      System.clearProperty(Kernels.KIND_PROPERTY);
      System.clearProperty(Kernels.BITS_PROPERTY);
    }
  }

  /// An object of a class that is loaded anew.
  private static Object load(String name) {
    try {
      return new OwnClasses().loadClass(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException failed) {
      throw new AssertionError(failed);
    }
  }

  /// Defines the classes of `timbrel` itself rather than take them from its parent.
  private static final class OwnClasses extends ClassLoader {
    OwnClasses() {
      super(KernelWidthsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("timbrel.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream stream = getParent().getResourceAsStream(file)) {
        byte[] bytes = Objects.requireNonNull(stream, file).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException failed) {
        throw new ClassNotFoundException(name, failed);
      }
    }
  }
}
