package timbrel.session;

import java.util.Arrays;

/// How long something took, many times.
///
/// @param median in microseconds, as the others
/// @param p99 below which 99 of 100 lie
/// @param p999 below which 999 of 1000 lie
/// @param longest of all
public record Times(double median, double p99, double p999, double longest) {

  /// @param nanos sorted afterwards
  static Times of(long[] nanos) {
    Arrays.sort(nanos);
    return new Times(
        micros(nanos, 0.5), micros(nanos, 0.99), micros(nanos, 0.999), micros(nanos, 1));
  }

  private static double micros(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] * 1e-3;
  }
}
