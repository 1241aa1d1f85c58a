package timbrel.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Three sets of sounds that can be compared fairly: as many of each class from the training
/// sounds, the held-out sounds and the generated ones.
///
/// @param training drawn at random
/// @param heldOut drawn at random
/// @param generated the first ones
record SetComparison(
    List<LabelledSound> training, List<LabelledSound> heldOut, List<LabelledSound> generated) {

  static SetComparison of(
      List<LabelledSound> training,
      List<LabelledSound> heldOut,
      List<LabelledSound> generated,
      RandomGenerator random) {
    Map<String, List<LabelledSound>> trained = byClass(shuffled(training, random));
    Map<String, List<LabelledSound>> held = byClass(shuffled(heldOut, random));
    List<LabelledSound> a = new ArrayList<>();
    List<LabelledSound> b = new ArrayList<>();
    List<LabelledSound> c = new ArrayList<>();
    byClass(generated)
        .forEach((name, made) -> {
          List<LabelledSound> t = trained.getOrDefault(name, List.of());
          List<LabelledSound> h = held.getOrDefault(name, List.of());
          int count = Math.min(made.size(), Math.min(t.size(), h.size()));
          a.addAll(t.subList(0, count));
          b.addAll(h.subList(0, count));
          c.addAll(made.subList(0, count));
        });
    return new SetComparison(a, b, c);
  }

  private static List<LabelledSound> shuffled(List<LabelledSound> sounds, RandomGenerator random) {
    List<LabelledSound> shuffled = new ArrayList<>(sounds);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      java.util.Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  private static Map<String, List<LabelledSound>> byClass(List<LabelledSound> sounds) {
    Map<String, List<LabelledSound>> classes = new LinkedHashMap<>();
    for (LabelledSound sound : sounds) {
      classes.computeIfAbsent(sound.soundClass(), name -> new ArrayList<>()).add(sound);
    }
    return classes;
  }

  int size() {
    return generated.size();
  }
}
