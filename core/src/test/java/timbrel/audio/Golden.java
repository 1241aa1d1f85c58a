package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Values computed outside this code base; `core/src/test/python` has the scripts that made them.
public final class Golden {
  private final Map<String, double[]> values;

  private Golden(Map<String, double[]> values) {
    this.values = values;
  }

  public static Golden load(String resource) {
    try (InputStream in = Golden.class.getResourceAsStream(resource)) {
      assertNotNull(in, resource);
      return new Golden(
          new Gson()
              .fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), new TypeToken<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public double[] values(String name) {
    double[] array = values.get(name);
    assertNotNull(array, name);
    return array;
  }

  public void assertClose(String name, float[] actual, double tolerance) {
    assertClose(name, new float[][] {actual}, tolerance);
  }

  /// @param tolerance of the difference of each value
  public void assertClose(String name, float[][] actual, double tolerance) {
    double[] expected = values(name);
    int i = 0;
    for (float[] row : actual) {
      for (float value : row) {
        assertEquals(expected[i], value, tolerance, name + " at " + i);
        i++;
      }
    }
    assertEquals(expected.length, i, "values of " + name);
  }
}
