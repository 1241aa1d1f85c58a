package timbrel.studio.explore;

/// Lays points of many dimensions out in the plane of their two principal components, found by
/// power iteration (Golub & Van Loan, "Matrix computations", section 8.2).
final class Plane {
  private static final int ROUNDS = 100;

  private Plane() {}

  /// @param rows equally long; at least one
  /// @return for each row its two coordinates, about -1 to 1
  static double[][] of(double[][] rows) {
    double[][] left = centred(rows);
    double[][] places = new double[rows.length][2];
    for (int axis = 0; axis < 2; axis++) {
      double[] direction = principal(left);
      for (int r = 0; r < left.length; r++) {
        double along = dot(left[r], direction);
        places[r][axis] = along;
        for (int i = 0; i < direction.length; i++) {
          left[r][i] -= along * direction[i];
        }
      }
    }
    return scaled(places);
  }

  private static double[][] centred(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    double[][] centred = new double[rows.length][mean.length];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < mean.length; i++) {
        centred[r][i] = rows[r][i] - mean[i];
      }
    }
    return centred;
  }

  /// The direction in which the rows differ most; any, when they do not differ.
  private static double[] principal(double[][] rows) {
    double[] direction = new double[rows[0].length];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = 1.0 / (1 + i); // not at right angles to anything likely
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[direction.length];
      for (double[] row : rows) {
        double along = dot(row, direction);
        for (int i = 0; i < next.length; i++) {
          next[i] += along * row[i];
        }
      }
      double length = Math.sqrt(dot(next, next));
      if (length < 1e-12) {
        return new double[direction.length];
      }
      for (int i = 0; i < next.length; i++) {
        direction[i] = next[i] / length;
      }
    }
    return direction;
  }

  /// Both axes by the same factor, so that near stays near.
  private static double[][] scaled(double[][] places) {
    double largest = 1e-12;
    for (double[] place : places) {
      largest = Math.max(largest, Math.max(Math.abs(place[0]), Math.abs(place[1])));
    }
    for (double[] place : places) {
      place[0] /= largest;
      place[1] /= largest;
    }
    return places;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
