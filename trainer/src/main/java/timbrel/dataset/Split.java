package timbrel.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Sounds to learn from and sounds to check with. Recordings of one drum (a group), and groups that
/// sound alike (a cluster), are all on one side: else the check would only ask for what was learnt
/// by heart.
///
/// @param training in the order given
/// @param validation in the order given
public record Split(List<ImportedSound> training, List<ImportedSound> validation) {
  /// Fewer bundles than this in a class, and all of them are needed for training.
  private static final int BUNDLES_TO_SPARE_ONE = 3;

  public Split {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }

  /// Puts about `validationShare` of each class aside, and at least one bundle of groups of each
  /// class that has three. The same sounds and seed give the same split, in whatever order they
  /// come.
  public static Split of(List<ImportedSound> sounds, double validationShare, long seed) {
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validation share is " + validationShare + ", expected 0 to below 1");
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Set<ImportedSound> aside = Collections.newSetFromMap(new IdentityHashMap<>());
    if (validationShare > 0) {
      for (List<List<ImportedSound>> bundles : byClass(bundles(sounds)).values()) {
        Collections.shuffle(bundles, random);
        choose(bundles, validationShare).forEach(aside::addAll);
      }
    }
    List<ImportedSound> training = new ArrayList<>();
    List<ImportedSound> validation = new ArrayList<>();
    for (ImportedSound sound : sounds) {
      (aside.contains(sound) ? validation : training).add(sound);
    }
    return new Split(training, validation);
  }

  /// Bundles that together come near to the share without going far over it.
  private static List<List<ImportedSound>> choose(List<List<ImportedSound>> bundles, double share) {
    if (bundles.size() < BUNDLES_TO_SPARE_ONE) {
      return List.of();
    }
    double wanted = share * bundles.stream().mapToInt(List::size).sum();
    List<List<ImportedSound>> chosen = new ArrayList<>();
    int taken = 0;
    for (List<ImportedSound> bundle : bundles) {
      // half of a bundle too many is as near as half of it too few
      if (taken + 0.5 * bundle.size() <= wanted && chosen.size() < bundles.size() - 2) {
        chosen.add(bundle);
        taken += bundle.size();
      }
    }
    if (chosen.isEmpty()) {
      List<ImportedSound> smallest = bundles.getFirst();
      for (List<ImportedSound> bundle : bundles) {
        smallest = bundle.size() < smallest.size() ? bundle : smallest;
      }
      chosen.add(smallest);
    }
    return chosen;
  }

  /// Sounds that share a group or a cluster, directly or through others, in the order of their ids.
  private static List<List<ImportedSound>> bundles(List<ImportedSound> sounds) {
    UnionFind names = new UnionFind();
    for (ImportedSound sound : sounds) {
      names.join("group " + sound.group(), "cluster " + sound.cluster());
    }
    List<ImportedSound> ordered = new ArrayList<>(sounds);
    ordered.sort(Comparator.comparing(ImportedSound::id));
    Map<String, List<ImportedSound>> bundles = new LinkedHashMap<>();
    for (ImportedSound sound : ordered) {
      String root = names.root("group " + sound.group());
      bundles.computeIfAbsent(root, name -> new ArrayList<>()).add(sound);
    }
    return List.copyOf(bundles.values());
  }

  /// Each bundle under the class that most of its sounds have.
  private static Map<String, List<List<ImportedSound>>> byClass(List<List<ImportedSound>> bundles) {
    Map<String, List<List<ImportedSound>>> byClass = new TreeMap<>();
    for (List<ImportedSound> bundle : bundles) {
      Map<String, Integer> counts = new TreeMap<>();
      bundle.forEach(sound -> counts.merge(sound.soundClass(), 1, Integer::sum));
      String most = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
      byClass.computeIfAbsent(most, name -> new ArrayList<>()).add(bundle);
    }
    return byClass;
  }

  /// Whether no group and no cluster is on both sides.
  public boolean isClean() {
    Set<String> groups = new HashSet<>();
    Set<String> clusters = new HashSet<>();
    training.forEach(sound -> groups.add(sound.group()));
    training.forEach(sound -> clusters.add(sound.cluster()));
    return validation.stream()
        .noneMatch(s -> groups.contains(s.group()) || clusters.contains(s.cluster()));
  }
}
