package timbrel.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds sounds that are nearly the same, and groups that sound alike.
///
/// The two limits were set on the starter's 2,335 drum sounds. Copies of them with another level or
/// rate were at most 0.5 dB away, through MP3 at 128 kbit/s 0.8 in 95 of 100 cases; of all pairs of
/// different sounds three were nearer than 0.8, of pairs of unrelated drums none nearer than 1.5.
final class Similarity {
  private static final double NEARLY_THE_SAME_DB = 0.8;
  private static final double ALIKE_DB = 1.5;

  /// A sound with the fingerprint that was made of it while it was imported.
  record Printed(ImportedSound sound, Fingerprint print) {}

  /// A sound that was dropped.
  ///
  /// @param of id of the sound that was kept instead
  record Duplicate(ImportedSound sound, String of, double distanceDb) {}

  /// @param kept in the order of their ids, with clusters
  record Result(List<ImportedSound> kept, List<Duplicate> duplicates) {}

  private Similarity() {}

  static Result compare(List<Printed> all, boolean dropNearDuplicates) {
    List<Printed> ordered = new ArrayList<>(all);
    // of two the same, the one that did not go through MP3 is kept
    ordered.sort(
        Comparator.comparing((Printed p) -> p.sound().lossyOrigin())
            .thenComparing(p -> p.sound().id()));
    List<Printed> kept = new ArrayList<>();
    List<Duplicate> duplicates = new ArrayList<>();
    UnionFind alike = new UnionFind();
    for (Printed next : ordered) {
      Duplicate duplicate = null;
      for (Printed other : kept) {
        double distance = next.print().distance(other.print(), ALIKE_DB);
        if (distance > ALIKE_DB) {
          continue;
        }
        alike.join(groupOf(next.sound()), groupOf(other.sound()));
        if (dropNearDuplicates && distance < NEARLY_THE_SAME_DB) {
          duplicate = new Duplicate(next.sound(), other.sound().id(), distance);
          break;
        }
      }
      if (duplicate == null) {
        kept.add(next);
      } else {
        duplicates.add(duplicate);
      }
    }
    return new Result(withClusters(kept, alike), duplicates);
  }

  private static List<ImportedSound> withClusters(List<Printed> kept, UnionFind alike) {
    List<ImportedSound> sounds = new ArrayList<>();
    kept.forEach(p -> sounds.add(p.sound()));
    sounds.sort(Comparator.comparing(ImportedSound::id));
    sounds.forEach(s -> alike.join(groupOf(s), "cluster " + s.cluster()));
    Map<String, String> names = new HashMap<>(); // the first member's name is the cluster's
    sounds.replaceAll(
        s -> s.withCluster(names.computeIfAbsent(alike.root(groupOf(s)), root -> s.cluster())));
    return sounds;
  }

  private static String groupOf(ImportedSound sound) {
    return "group " + sound.group();
  }
}
