package timbrel.learning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmTrainer;

/// Carries a token model's knowledge of classes over to other classes: one that both know keeps its
/// embedding, a new one starts at the mean of all.
final class ClassTable {
  private static final String NAME = "lm.condition.classes.weight";

  private ClassTable() {}

  /// The weights of a token model for `to`, from one for `from`.
  static WeightMap adapt(WeightMap weights, LmConfig model, List<String> from, List<String> to) {
    int width = model.dModel();
    float[] old = weights.require(NAME, from.size(), width);
    float[] table = new float[to.size() * width];
    for (int c = 0; c < to.size(); c++) {
      int known = from.indexOf(to.get(c));
      for (int i = 0; i < width; i++) {
        table[c * width + i] = known >= 0 ? old[known * width + i] : mean(old, width, i);
      }
    }
    Map<String, Tensor> adapted = new TreeMap<>();
    for (String name : model.shapes().keySet()) {
      if (weights.contains(name) || !LmTrainer.isOfCodes(name)) { // fewer codebooks have fewer
        adapted.put(name, weights.tensor(name));
      }
    }
    adapted.put(NAME, Tensor.of(table, to.size(), width));
    return WeightMap.of(weights.source(), adapted);
  }

  private static float mean(float[] table, int width, int column) {
    int rows = table.length / width;
    float sum = 0;
    for (int r = 0; r < rows; r++) {
      sum += table[r * width + column];
    }
    return sum / rows;
  }
}
