package timbrel.descriptors;

/// Shapes of a magnitude spectrum, in bins. An empty spectrum has all of them at 0.
final class Spectrum {
  private Spectrum() {}

  /// The centre of gravity.
  static double centroid(double[] magnitudes) {
    double sum = 0;
    double moment = 0;
    for (int k = 0; k < magnitudes.length; k++) {
      sum += magnitudes[k];
      moment += magnitudes[k] * k;
    }
    return sum > 0 ? moment / sum : 0;
  }

  /// The standard deviation around the centroid.
  static double bandwidth(double[] magnitudes, double centroid) {
    double sum = 0;
    double moment = 0;
    for (int k = 0; k < magnitudes.length; k++) {
      sum += magnitudes[k];
      moment += magnitudes[k] * (k - centroid) * (k - centroid);
    }
    return sum > 0 ? Math.sqrt(moment / sum) : 0;
  }

  /// The first bin up to which a share of the sum lies.
  static int rollOff(double[] magnitudes, double share) {
    double sum = 0;
    for (double magnitude : magnitudes) {
      sum += magnitude;
    }
    double soFar = 0;
    for (int k = 0; k < magnitudes.length; k++) {
      soFar += magnitudes[k];
      if (soFar >= share * sum) {
        return k;
      }
    }
    return magnitudes.length - 1;
  }
}
