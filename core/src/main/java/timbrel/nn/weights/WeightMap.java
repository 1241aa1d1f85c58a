package timbrel.nn.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tensors of a file by name, in the order of their names; immutable. A layer asks a view for
/// what it needs: `weights.withPrefix("decoder.0.").require("up.weight", 512, 128)`.
public final class WeightMap {
  private final String source;
  private final SortedMap<String, Tensor> tensors; // by whole name
  private final String prefix;

  private WeightMap(String source, SortedMap<String, Tensor> tensors, String prefix) {
    this.source = source;
    this.tensors = tensors;
    this.prefix = prefix;
  }

  /// @param source where the tensors come from, for messages: a file name
  /// @param tensors by name, copied
  public static WeightMap of(String source, Map<String, Tensor> tensors) {
    return new WeightMap(source, Collections.unmodifiableSortedMap(new TreeMap<>(tensors)), "");
  }

  /// The tensors whose names start with `start`, under the rest of their names.
  public WeightMap withPrefix(String start) {
    return new WeightMap(source, tensors, prefix + start);
  }

  /// Where the tensors come from, for messages.
  public String source() {
    return source;
  }

  /// Whether there is a tensor of this name.
  public boolean contains(String name) {
    return tensors.containsKey(prefix + name);
  }

  /// Names in this view, sorted.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : tensors.tailMap(prefix).keySet()) {
      if (!name.startsWith(prefix)) {
        break;
      }
      names.add(name.substring(prefix.length()));
    }
    return names;
  }

  /// The tensor of this name, of any shape, with finite values.
  ///
  /// @throws WeightsException when there is none, or it holds NaN or infinities
  public Tensor tensor(String name) {
    Tensor tensor = find(name, "");
    requireFinite(name, tensor.data());
    return tensor;
  }

  /// The values of the tensor of this name and shape, all of them finite. The array is shared, not
  /// copied.
  ///
  /// @throws WeightsException naming the tensor and what was expected
  public float[] require(String name, int... shape) {
    Tensor tensor = find(name, ", expected one of shape " + Arrays.toString(shape));
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw new WeightsException(
          source,
          "tensor '"
              + prefix
              + name
              + "' has shape "
              + Arrays.toString(tensor.shape())
              + ", expected "
              + Arrays.toString(shape));
    }
    requireFinite(name, tensor.data());
    return tensor.data();
  }

  private Tensor find(String name, String expectation) {
    Tensor tensor = tensors.get(prefix + name);
    if (tensor == null) {
      throw new WeightsException(source, "no tensor '" + prefix + name + "'" + expectation);
    }
    return tensor;
  }

  private void requireFinite(String name, float[] data) {
    for (int i = 0; i < data.length; i++) {
      if (!Float.isFinite(data[i])) {
        throw new WeightsException(
            source,
            "tensor '" + prefix + name + "' has " + data[i] + " at " + i + ", expected numbers");
      }
    }
  }

  /// Number of values in all tensors of this view.
  public long parameterCount() {
    long count = 0;
    for (String name : names()) {
      count += find(name, "").size();
    }
    return count;
  }
}
