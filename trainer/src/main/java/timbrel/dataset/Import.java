package timbrel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sounds of a folder, in the order of their ids, and what became of each file.
public record Import(Path folder, List<ImportedSound> sounds, ImportReport report) {
  public Import {
    sounds = List.copyOf(sounds);
  }

  /// Class names in alphabetical order, with the number of sounds of each.
  public Map<String, Integer> classes() {
    Map<String, Integer> classes = new TreeMap<>();
    for (ImportedSound sound : sounds) {
      classes.merge(sound.soundClass(), 1, Integer::sum);
    }
    return classes;
  }

  public double seconds() {
    return sounds.stream().mapToDouble(ImportedSound::seconds).sum();
  }
}
