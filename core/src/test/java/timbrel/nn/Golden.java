package timbrel.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.WeightFile;

/// Files made by `core/src/test/python/nn_golden.py`.
public final class Golden {
  private Golden() {}

  /// A safetensors file.
  public static WeightFile weights(String name) {
    try (InputStream stream = Golden.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return Safetensors.read(ByteBuffer.wrap(bytes), name);
    } catch (IOException failed) {
      throw new AssertionError(name, failed);
    }
  }

  /// Any file.
  public static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Golden.class.getResource(name), name).toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// Asserts that values agree to `tolerance`, relative where they are larger than one.
  public static void assertClose(float[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, "length");
    for (int i = 0; i < expected.length; i++) {
      double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], allowed, "at " + i);
    }
  }
}
