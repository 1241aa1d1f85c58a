package timbrel.evaluation;

import java.util.List;

/// Where the middle half of some numbers lies; NaN everywhere when there are none.
///
/// @param low a quarter of them is below
/// @param median half of them is below
/// @param high a quarter of them is above
public record Spread(double low, double median, double high) {
  /// Of the finite ones among `values`.
  static Spread of(List<Double> values) {
    double[] sorted =
        values.stream().filter(Double::isFinite).mapToDouble(v -> v).sorted().toArray();
    return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
