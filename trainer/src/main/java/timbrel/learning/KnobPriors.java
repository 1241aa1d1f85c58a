package timbrel.learning;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import timbrel.dataset.ImportedSound;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;
import timbrel.instrument.KnobPrior;
import timbrel.nn.weights.Tensor;

/// Keeps where the recordings of each class have their knobs ([KnobPrior]).
final class KnobPriors {
  private KnobPriors() {}

  /// @param knobs of each sound
  static Map<String, Tensor> of(
      List<ImportedSound> sounds, List<KnobValues> knobs, KnobRange range, List<String> classes) {
    Map<String, Tensor> tensors = new TreeMap<>();
    for (int c = 0; c < classes.size(); c++) {
      String name = classes.get(c);
      List<float[]> places =
          IntStream.range(0, sounds.size())
              .filter(i -> sounds.get(i).soundClass().equals(name))
              .boxed()
              .sorted(Comparator.comparingDouble(i -> sounds.get(i).velocity()))
              .map(i -> range.normalize(knobs.get(i)))
              .toList();
      tensors.putAll(KnobPrior.tensors(c, places));
    }
    return tensors;
  }
}
