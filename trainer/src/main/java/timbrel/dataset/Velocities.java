package timbrel.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How hard a drum was hit, as far as the recording tells: the rank of its level within its class.
final class Velocities {
  private Velocities() {}

  /// The same sounds with their velocity, 0 for the softest of a class to 1 for the loudest; equal
  /// levels share the middle of their ranks, and a sound alone in its class has 1.
  static List<ImportedSound> ranked(List<ImportedSound> sounds) {
    Map<String, double[]> levels = new HashMap<>();
    for (ImportedSound sound : sounds) {
      levels.computeIfAbsent(sound.soundClass(), name -> levelsOf(name, sounds));
    }
    List<ImportedSound> ranked = new ArrayList<>(sounds.size());
    for (ImportedSound sound : sounds) {
      double[] sorted = levels.getOrDefault(sound.soundClass(), new double[0]);
      ranked.add(sound.withVelocity(rank(sorted, sound.recordedPeakDb())));
    }
    return ranked;
  }

  private static double[] levelsOf(String soundClass, List<ImportedSound> sounds) {
    return sounds.stream()
        .filter(sound -> sound.soundClass().equals(soundClass))
        .mapToDouble(ImportedSound::recordedPeakDb)
        .sorted()
        .toArray();
  }

  private static double rank(double[] sorted, double level) {
    if (sorted.length < 2) {
      return 1;
    }
    int below = 0;
    while (below < sorted.length && sorted[below] < level) {
      below++;
    }
    int last = below;
    while (last + 1 < sorted.length && sorted[last + 1] == level) {
      last++;
    }
    return 0.5 * (below + last) / (sorted.length - 1);
  }
}
