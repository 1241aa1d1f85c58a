package timbrel.nn.weights;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What a safetensors file holds.
///
/// @param weights the tensors
/// @param metadata free text by key, in the order of the keys
public record WeightFile(WeightMap weights, Map<String, String> metadata) {
  /// Copies the metadata.
  public WeightFile {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }
}
