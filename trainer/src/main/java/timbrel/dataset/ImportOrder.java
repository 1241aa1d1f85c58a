package timbrel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which order files are imported: one of each class after the other, and within a class mixed
/// by a number made of the name. When an import is full, no class has been left out.
final class ImportOrder {
  private record Place(String file, String soundClass, int mixed, int turn) {}

  private ImportOrder() {}

  static List<String> of(List<String> files) {
    List<Place> places = new ArrayList<>();
    for (String file : files) {
      List<String> parts = Arrays.asList(file.split("/"));
      String soundClass = ClassNames.ofFolders(parts.subList(0, parts.size() - 1));
      places.add(new Place(file, soundClass, mix(file.hashCode()), 0));
    }
    places.sort(Comparator.comparingInt(Place::mixed).thenComparing(Place::file));
    Map<String, Integer> turns = new HashMap<>();
    places.replaceAll(
        p -> new Place(p.file, p.soundClass, p.mixed, turns.merge(p.soundClass, 1, Integer::sum)));
    places.sort(Comparator.comparingInt(Place::turn).thenComparing(Place::soundClass));
    return places.stream().map(Place::file).toList();
  }

  /// Spreads neighbouring hash codes (the finaliser of MurmurHash 3).
  private static int mix(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
