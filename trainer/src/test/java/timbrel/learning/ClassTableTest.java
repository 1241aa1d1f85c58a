package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class ClassTableTest {
  private static final String TABLE = "lm.condition.classes.weight";

  @Test
  void aKnownClassKeepsItsEmbeddingAndANewOneStartsAtTheMean() {
    LmConfig two = TinyRecipe.RECIPE.lm().withClasses(2);
    int width = two.dModel();
    Map<String, Tensor> weights = new TreeMap<>();
    two.shapes()
        .forEach((name, shape) -> {
          int size = 1;
          for (int dim : shape) {
            size *= dim;
          }
          weights.put(name, new Tensor(shape, new float[size]));
        });
    float[] table = new float[2 * width];
    Arrays.fill(table, 0, width, 1);
    Arrays.fill(table, width, 2 * width, 3);
    weights.put(TABLE, Tensor.of(table, 2, width));

    WeightMap adapted =
        ClassTable.adapt(
            WeightMap.of("test", weights),
            two.withClasses(3),
            List.of("kick", "snare"),
            List.of("gong", "kick", "snare"));
    float[] expected = new float[3 * width];
    Arrays.fill(expected, 0, width, 2);
    Arrays.fill(expected, width, 2 * width, 1);
    Arrays.fill(expected, 2 * width, 3 * width, 3);
    assertArrayEquals(expected, adapted.require(TABLE, 3, width));
  }
}
