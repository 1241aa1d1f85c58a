package timbrel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds copies of training sounds, and sounds that are all alike.
final class Novelty {
  /// Training sounds that are tried to find the copy threshold.
  private static final int MOST_PROBES = 500;

  /// Sounds of a class whose mutual distances are taken.
  private static final int MOST_OF_A_CLASS = 32;

  private static final int NAMED = 12;

  private final List<LabelledSound> training;
  private final List<float[]> trainingPictures;
  private final double threshold;

  Novelty(List<LabelledSound> training) {
    this.training = training;
    trainingPictures = pictures(training);
    threshold = copyThreshold();
  }

  private static List<float[]> pictures(List<LabelledSound> sounds) {
    return sounds.parallelStream().map(s -> PictureDistances.picture(s.samples())).toList();
  }

  NoveltyReport of(List<LabelledSound> generated, List<LabelledSound> heldOut) {
    List<NoveltyReport.Neighbour> neighbours = neighbours(generated);
    List<NoveltyReport.Neighbour> heldOutNeighbours = neighbours(heldOut);
    Map<String, Double> spreads = spreads(generated);
    return new NoveltyReport(
        generated.size(),
        meanDistance(neighbours),
        meanDistance(heldOutNeighbours),
        threshold,
        shareBelow(threshold, neighbours),
        shareBelow(threshold, heldOutNeighbours),
        mean(spreads),
        spreads,
        List.of(),
        neighbours.stream()
            .sorted(Comparator.comparingDouble(NoveltyReport.Neighbour::distance))
            .limit(NAMED)
            .toList());
  }

  /// The same of sounds that one setting of variation made.
  NoveltyReport.Variation ofVariation(double amount, List<LabelledSound> generated) {
    List<NoveltyReport.Neighbour> neighbours = neighbours(generated);
    return new NoveltyReport.Variation(
        amount,
        generated.size(),
        meanDistance(neighbours),
        shareBelow(threshold, neighbours),
        mean(spreads(generated)));
  }

  private static double mean(Map<String, Double> spreads) {
    return spreads.values().stream()
        .filter(Double::isFinite)
        .mapToDouble(value -> value)
        .average()
        .orElse(Double.NaN);
  }

  private List<NoveltyReport.Neighbour> neighbours(List<LabelledSound> sounds) {
    List<NoveltyReport.Neighbour> neighbours = new ArrayList<>();
    float[][] distances = PictureDistances.between(pictures(sounds), trainingPictures);
    for (int i = 0; i < sounds.size() && !training.isEmpty(); i++) {
      int nearest = 0;
      for (int j = 1; j < training.size(); j++) {
        nearest = distances[i][j] < distances[i][nearest] ? j : nearest;
      }
      neighbours.add(
          new NoveltyReport.Neighbour(
              sounds.get(i).name(), training.get(nearest).name(), distances[i][nearest]));
    }
    return neighbours;
  }

  /// The 1st percentile of the distances to the nearest sound of another group.
  private double copyThreshold() {
    int step = Math.max(1, Math.ceilDiv(training.size(), MOST_PROBES));
    int[] probes = IntStream.range(0, training.size()).filter(i -> i % step == 0).toArray();
    List<float[]> pictures = Arrays.stream(probes).mapToObj(trainingPictures::get).toList();
    float[][] distances = PictureDistances.between(pictures, trainingPictures);
    double[] nearest =
        IntStream.range(0, probes.length)
            .mapToDouble(i -> nearestOfAnotherGroup(probes[i], distances[i]))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return nearest.length == 0 ? Double.NaN : nearest[(nearest.length - 1) / 100];
  }

  private double nearestOfAnotherGroup(int probe, float[] distances) {
    double nearest = Double.POSITIVE_INFINITY;
    String group = training.get(probe).group();
    for (int j = 0; j < distances.length; j++) {
      if (!training.get(j).group().equals(group)) {
        nearest = Math.min(nearest, distances[j]);
      }
    }
    return nearest;
  }

  private Map<String, Double> spreads(List<LabelledSound> generated) {
    Map<String, Double> spreads = new LinkedHashMap<>();
    List<float[]> generatedPictures = pictures(generated);
    for (String name : generated.stream().map(LabelledSound::soundClass).distinct().toList()) {
      List<float[]> made = picturesOf(name, generated, generatedPictures);
      List<float[]> real = picturesOf(name, training, trainingPictures);
      double among = meanAmong(real);
      spreads.put(name, among > 0 ? meanAmong(made) / among : Double.NaN);
    }
    return spreads;
  }

  /// Up to so many pictures of a class, spread evenly over all of them.
  private static List<float[]> picturesOf(
      String soundClass, List<LabelledSound> sounds, List<float[]> pictures) {
    int[] members =
        IntStream.range(0, sounds.size())
            .filter(i -> sounds.get(i).soundClass().equals(soundClass))
            .toArray();
    int count = Math.min(MOST_OF_A_CLASS, members.length);
    return IntStream.range(0, count)
        .mapToObj(i -> pictures.get(members[(int) ((long) i * members.length / count)]))
        .toList();
  }

  /// The mean distance of two different sounds; NaN of fewer than two.
  private static double meanAmong(List<float[]> pictures) {
    int count = pictures.size();
    double sum = 0;
    for (float[] row : PictureDistances.between(pictures, pictures)) {
      for (float distance : row) {
        sum += distance;
      }
    }
    return count < 2 ? Double.NaN : sum / ((double) count * (count - 1));
  }

  private static double meanDistance(List<NoveltyReport.Neighbour> neighbours) {
    return neighbours.stream()
        .mapToDouble(NoveltyReport.Neighbour::distance)
        .average()
        .orElse(Double.NaN);
  }

  private static double shareBelow(double threshold, List<NoveltyReport.Neighbour> neighbours) {
    return neighbours.stream()
        .mapToDouble(neighbour -> neighbour.distance() < threshold ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
