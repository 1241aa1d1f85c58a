package timbrel.evaluation;

import java.util.ArrayList;
import java.util.List;

/// Lays sounds out in a plane by their two principal components, so that like sounds lie together.
final class SoundMap {
  /// Training sounds on the map; more would hide the others.
  private static final int MOST_TRAINING = 600;

  private SoundMap() {}

  static List<Gallery.Point> of(
      Embeddings embeddings,
      List<LabelledSound> training,
      List<LabelledSound> heldOut,
      List<LabelledSound> generated) {
    List<LabelledSound> sounds = new ArrayList<>();
    List<Gallery.Origin> origins = new ArrayList<>();
    int step = Math.max(1, Math.ceilDiv(training.size(), MOST_TRAINING));
    for (int i = 0; i < training.size(); i += step) {
      add(training.get(i), Gallery.Origin.TRAINING, sounds, origins);
    }
    heldOut.forEach(s -> add(s, Gallery.Origin.HELD_OUT, sounds, origins));
    generated.forEach(s -> add(s, Gallery.Origin.GENERATED, sounds, origins));
    double[][] places = plane(embeddings.of(sounds));
    List<Gallery.Point> points = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      LabelledSound sound = sounds.get(i);
      points.add(
          new Gallery.Point(
              places[i][0], places[i][1], origins.get(i), sound.soundClass(), sound.name()));
    }
    return points;
  }

  private static void add(
      LabelledSound sound,
      Gallery.Origin origin,
      List<LabelledSound> sounds,
      List<Gallery.Origin> origins) {
    sounds.add(sound);
    origins.add(origin);
  }

  /// The two directions in which the rows differ most.
  static double[][] plane(double[][] rows) {
    if (rows.length == 0) {
      return rows;
    }
    int size = rows[0].length;
    double[] mean = new double[size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    double[][] covariance = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
        }
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    int first = largest(eigen.values(), -1);
    int second = largest(eigen.values(), first);
    double[][] places = new double[rows.length][2];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < size; i++) {
        places[r][0] += (rows[r][i] - mean[i]) * eigen.vectors()[i][first];
        places[r][1] += second < 0 ? 0 : (rows[r][i] - mean[i]) * eigen.vectors()[i][second];
      }
    }
    return places;
  }

  private static int largest(double[] values, int except) {
    int largest = -1;
    for (int i = 0; i < values.length; i++) {
      if (i != except && (largest < 0 || values[i] > values[largest])) {
        largest = i;
      }
    }
    return largest;
  }
}
