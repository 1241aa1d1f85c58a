package timbrel.evaluation;

import java.util.Arrays;

/// The kernel audio distance (Chung et al. 2025, "KAD"): the unbiased squared maximum mean
/// discrepancy of two sets of embeddings under a Gaussian kernel, times 100. Its expectation does
/// not depend on how many sounds there are; about 0 means no difference was found, and it may be
/// slightly negative.
public final class KernelDistance {
  /// Scales the numbers to a readable size, as the authors do.
  public static final double SCALE = 100;

  private final double bandwidth;

  private KernelDistance(double bandwidth) {
    this.bandwidth = bandwidth;
  }

  /// With the median distance between members of `reference` as the kernel's width, so that every
  /// set is measured by the same yardstick.
  public static KernelDistance scaledTo(double[][] reference) {
    int pairs = reference.length * (reference.length - 1) / 2;
    double[] distances = new double[pairs];
    int at = 0;
    for (int i = 0; i < reference.length; i++) {
      for (int j = 0; j < i; j++) {
        distances[at++] = Math.sqrt(squaredDistance(reference[i], reference[j]));
      }
    }
    Arrays.sort(distances);
    double median = pairs == 0 ? 1 : (distances[(pairs - 1) / 2] + distances[pairs / 2]) / 2;
    return new KernelDistance(median > 0 ? median : 1);
  }

  /// The same for `(a, b)` and `(b, a)`; NaN when a set has fewer than two members.
  public double between(double[][] a, double[][] b) {
    if (a.length < 2 || b.length < 2) {
      return Double.NaN;
    }
    return SCALE * (meanWithin(a) + meanWithin(b) - 2 * meanAcross(a, b));
  }

  private double meanWithin(double[][] rows) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(rows[i], rows[j]);
      }
    }
    return 2 * sum / rows.length / (rows.length - 1);
  }

  private double meanAcross(double[][] a, double[][] b) {
    double sum = 0;
    for (double[] x : a) {
      for (double[] y : b) {
        sum += kernel(x, y);
      }
    }
    return sum / a.length / b.length;
  }

  private double kernel(double[] x, double[] y) {
    return Math.exp(-squaredDistance(x, y) / (2 * bandwidth * bandwidth));
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }
}
