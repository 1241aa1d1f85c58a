package timbrel.dataset;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sounds of a folder, in the order of their ids, and what became of each file.
///
/// @param notice the credits that came with the sounds, in full; empty when there are none
public record Import(Path folder, List<ImportedSound> sounds, ImportReport report, String notice) {
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

  /// Licence and author of the sounds, with the number of sounds of each, most first.
  public List<Credit> credits() {
    Map<List<String>, Integer> counts = new TreeMap<>(Comparator.comparing(Object::toString));
    for (ImportedSound sound : sounds) {
      counts.merge(List.of(sound.licence(), sound.attribution()), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(e -> new Credit(e.getKey().getFirst(), e.getKey().getLast(), e.getValue()))
        .sorted(Comparator.comparingInt(Credit::sounds).reversed())
        .toList();
  }

  /// @param attribution whom to credit, empty when nobody is named
  public record Credit(String licence, String attribution, int sounds) {}

  public double seconds() {
    return sounds.stream().mapToDouble(ImportedSound::seconds).sum();
  }
}
