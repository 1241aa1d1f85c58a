package timbrel.codec.checkpoint;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// The tensors of a model, which a network takes one by one, so that what is left over shows that
/// the file belongs to another network.
///
/// A weight may be spelled in three ways: plain, or as a direction and a length for each row of the
/// first dimension (Salimans and Kingma 2016, "Weight Normalization"), under PyTorch's old or its
/// new names.
public final class ModelTensors {
  private final WeightMap all;
  private final String prefix;
  private final Set<String> taken;

  private ModelTensors(WeightMap all, String prefix, Set<String> taken) {
    this.all = all;
    this.prefix = prefix;
    this.taken = taken;
  }

  /// All tensors of a file.
  public static ModelTensors of(WeightMap all) {
    return new ModelTensors(all, "", new HashSet<>());
  }

  /// The tensors whose names start with `start`, under the rest of their names.
  public ModelTensors withPrefix(String start) {
    return new ModelTensors(all, prefix + start, taken);
  }

  /// The values of a tensor of this shape.
  ///
  /// @throws timbrel.nn.weights.WeightsException naming the tensor and what was expected
  public float[] tensor(String name, int... shape) {
    taken.add(prefix + name);
    return all.require(prefix + name, shape);
  }

  /// The tensor `weight` of this shape, however it is spelled.
  public float[] weight(int... shape) {
    if (all.contains(prefix + "weight_v")) {
      return normalized("weight_g", "weight_v", shape);
    }
    if (all.contains(prefix + "parametrizations.weight.original1")) {
      return normalized(
          "parametrizations.weight.original0", "parametrizations.weight.original1", shape);
    }
    return tensor("weight", shape);
  }

  /// Each row of the first dimension of `direction` brought to its length.
  private float[] normalized(String length, String direction, int... shape) {
    int[] lengthShape = new int[shape.length];
    java.util.Arrays.fill(lengthShape, 1);
    lengthShape[0] = shape[0];
    float[] lengths = tensor(length, lengthShape);
    float[] weight = tensor(direction, shape).clone();
    int size = weight.length / shape[0];
    for (int row = 0; row < shape[0]; row++) {
      double sum = 0;
      for (int i = row * size; i < (row + 1) * size; i++) {
        sum += (double) weight[i] * weight[i];
      }
      float factor = lengths[row] / (float) Math.sqrt(sum);
      for (int i = row * size; i < (row + 1) * size; i++) {
        weight[i] *= factor;
      }
    }
    return weight;
  }

  /// Those that were taken so far, by name.
  public Map<String, Tensor> taken() {
    Map<String, Tensor> tensors = new TreeMap<>();
    taken.forEach(name -> tensors.put(name, all.tensor(name)));
    return tensors;
  }

  /// Refuses a file with tensors that nobody took.
  ///
  /// @param file for the message
  /// @param known names that a model of the family has besides and that playing does not need
  public void requireNothingLeft(Path file, Predicate<String> known) {
    List<String> left =
        all.names().stream().filter(name -> !taken.contains(name) && !known.test(name)).toList();
    if (!left.isEmpty()) {
      throw new CheckpointException(
          file,
          "tensor '%s'%s has no place in a network of this configuration"
              .formatted(
                  CheckpointException.quoted(left.getFirst()),
                  left.size() == 1 ? "" : " (and %d more)".formatted(left.size() - 1)));
    }
  }
}
