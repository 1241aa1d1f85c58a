package timbrel.evaluation;

/// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations (Golub and Van Loan,
/// "Matrix Computations", section 8.5): slow for large matrices, exact for small ones, and with no
/// special cases for singular ones.
///
/// @param values in no particular order
/// @param vectors column `j` belongs to value `j`
record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  static SymmetricEigen of(double[][] matrix) {
    int size = matrix.length;
    double[][] a = new double[size][];
    double[][] v = new double[size][size];
    for (int i = 0; i < size; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    double small = 1e-24 * squares(a, true);
    for (int sweep = 0; sweep < MOST_SWEEPS && squares(a, false) > small; sweep++) {
      for (int p = 0; p < size - 1; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = a[i][i];
    }
    return new SymmetricEigen(values, v);
  }

  private static double squares(double[][] a, boolean withDiagonal) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum += i == j && !withDiagonal ? 0 : a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /// Turns the plane of `p` and `q` so that `a[p][q]` becomes 0.
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.signum(theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    if (theta == 0) {
      t = 1;
    }
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    double[] rowP = a[p];
    double[] rowQ = a[q];
    for (int k = 0; k < a.length; k++) {
      double pk = rowP[k];
      double qk = rowQ[k];
      rowP[k] = c * pk - s * qk;
      rowQ[k] = s * pk + c * qk;
      double kp = v[k][p];
      double kq = v[k][q];
      v[k][p] = c * kp - s * kq;
      v[k][q] = s * kp + c * kq;
    }
  }

  /// The symmetric matrix whose square is this one; negative values, which are rounding, count as
  /// 0.
  double[][] squareRoot() {
    int size = values.length;
    double[][] root = new double[size][size];
    for (int k = 0; k < size; k++) {
      double scale = Math.sqrt(Math.max(0, values[k]));
      for (int i = 0; i < size; i++) {
        double factor = scale * vectors[i][k];
        for (int j = 0; j < size; j++) {
          root[i][j] += factor * vectors[j][k];
        }
      }
    }
    return root;
  }
}
