package timbrel.evaluation;

/// The Fréchet distance between two sets of embeddings, each taken as a Gaussian (Kilgour et al.
/// 2019, "Fréchet Audio Distance", equation 1): `|m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))`.
///
/// It grows when the sets get smaller, so that only distances between sets of equal counts compare.
public final class FrechetDistance {
  private FrechetDistance() {}

  /// @param a one embedding a row
  /// @return 0 or more; NaN when a set has fewer than two members
  public static double between(double[][] a, double[][] b) {
    if (a.length < 2 || b.length < 2) {
      return Double.NaN;
    }
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double[][] covarianceA = covariance(a, meanA);
    double[][] covarianceB = covariance(b, meanB);
    double[][] root = SymmetricEigen.of(covarianceA).squareRoot();
    double[][] product = multiply(multiply(root, covarianceB), root);
    double distance = trace(covarianceA) + trace(covarianceB);
    for (double value : SymmetricEigen.of(symmetric(product)).values()) {
      distance -= 2 * Math.sqrt(Math.max(0, value));
    }
    for (int i = 0; i < meanA.length; i++) {
      distance += (meanA[i] - meanB[i]) * (meanA[i] - meanB[i]);
    }
    return Math.max(0, distance);
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(double[][] rows, double[] mean) {
    int size = mean.length;
    double[][] covariance = new double[size][size];
    for (double[] row : rows) {
      for (int i = 0; i < size; i++) {
        double centred = (row[i] - mean[i]) / (rows.length - 1);
        for (int j = 0; j < size; j++) {
          covariance[i][j] += centred * (row[j] - mean[j]);
        }
      }
    }
    return covariance;
  }

  private static double[][] multiply(double[][] a, double[][] b) {
    int size = a.length;
    double[][] product = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        double factor = a[i][k];
        for (int j = 0; j < size; j++) {
          product[i][j] += factor * b[k][j];
        }
      }
    }
    return product;
  }

  /// Rounding leaves a product of symmetric matrices a little askew.
  private static double[][] symmetric(double[][] matrix) {
    int size = matrix.length;
    double[][] mean = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        mean[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
      }
    }
    return mean;
  }

  private static double trace(double[][] matrix) {
    double trace = 0;
    for (int i = 0; i < matrix.length; i++) {
      trace += matrix[i][i];
    }
    return trace;
  }
}
