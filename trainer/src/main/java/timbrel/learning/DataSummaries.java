package timbrel.learning;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import timbrel.dataset.ImportedSound;
import timbrel.instrument.DataSummary;

/// Sums up imported sounds for an instrument's card.
final class DataSummaries {
  private DataSummaries() {}

  static DataSummary of(List<ImportedSound> sounds) {
    Map<String, Long> classes = new TreeMap<>();
    Map<String, Long> licences = new TreeMap<>();
    TreeSet<String> groups = new TreeSet<>();
    TreeSet<String> credits = new TreeSet<>();
    double seconds = 0;
    for (ImportedSound sound : sounds) {
      classes.merge(sound.soundClass(), 1L, Long::sum);
      licences.merge(sound.licence(), 1L, Long::sum);
      groups.add(sound.group());
      seconds += sound.seconds();
      if (!sound.attribution().isBlank()) {
        credits.add(sound.attribution() + " (" + sound.licence() + ")");
      }
    }
    return new DataSummary(
        sounds.size(), groups.size(), seconds, classes, licences, String.join("\n", credits));
  }
}
