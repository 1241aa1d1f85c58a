package timbrel.instrument;

/// Running minima and means of what lies within `reach` to either side of each value. One instance
/// serves one thread: it owns the scratch memory.
final class Surroundings {
  private final int reach;
  private double[] forwards = new double[0];
  private double[] backwards = new double[0];
  private double[] sumsBefore = new double[0]; // from the second on; the first is 0

  /// @param reach at least 0
  Surroundings(int reach) {
    this.reach = reach;
  }

  /// Puts in the place of each value the smallest around it, by van Herk's method (1992, "A fast
  /// algorithm for local minimum and maximum filters"): three comparisons a value.
  void toMinima(double[] values) {
    int window = 2 * reach + 1;
    int length = values.length + 2 * reach;
    if (forwards.length < length) {
      forwards = new double[length];
      backwards = new double[length];
    }
    for (int block = 0; block < length; block += window) {
      int end = Math.min(length, block + window);
      double least = Double.POSITIVE_INFINITY;
      for (int t = block; t < end; t++) {
        least = Math.min(least, padded(values, t - reach));
        forwards[t] = least;
      }
      least = Double.POSITIVE_INFINITY;
      for (int t = end - 1; t >= block; t--) {
        least = Math.min(least, padded(values, t - reach));
        backwards[t] = least;
      }
    }
    for (int t = 0; t < values.length; t++) {
      values[t] = Math.min(backwards[t], forwards[t + window - 1]);
    }
  }

  private static double padded(double[] values, int t) {
    return t < 0 || t >= values.length ? Double.POSITIVE_INFINITY : values[t];
  }

  /// Puts in the place of each value the mean of what there is around it.
  void toMeans(double[] values) {
    if (sumsBefore.length <= values.length) {
      sumsBefore = new double[values.length + 1];
    }
    double sum = 0;
    for (int t = 0; t < values.length; t++) {
      sum += values[t];
      sumsBefore[t + 1] = sum;
    }
    for (int t = 0; t < values.length; t++) {
      int from = Math.max(0, t - reach);
      int to = Math.min(values.length, t + reach + 1);
      values[t] = (sumsBefore[to] - sumsBefore[from]) / (to - from);
    }
  }
}
