package timbrel.bench;

import java.util.List;

/// The median of some measurements, with the quarters between which half of them lie.
///
/// @param median the middle one
/// @param low a quarter of them lie below
/// @param high a quarter of them lie above
public record Spread(double median, double low, double high) {

  public static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public String toString() {
    return "%.3f (%.3f to %.3f)".formatted(median, low, high);
  }
}
