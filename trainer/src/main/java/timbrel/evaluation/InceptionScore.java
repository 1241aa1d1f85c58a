package timbrel.evaluation;

import java.util.List;

/// How surely and how variedly a classifier names sounds (Salimans et al. 2016, section 4):
/// `exp(mean KL(p(class | sound) || p(class)))`. 1 when every sound gets the same answer, the
/// number of classes when each sound is one class for certain and all classes come up equally.
public final class InceptionScore {
  private InceptionScore() {}

  /// @param probabilities of the classes, one row per sound
  /// @return NaN without sounds
  public static double of(List<float[]> probabilities) {
    if (probabilities.isEmpty()) {
      return Double.NaN;
    }
    int classes = probabilities.getFirst().length;
    double[] marginal = new double[classes];
    for (float[] p : probabilities) {
      for (int c = 0; c < classes; c++) {
        marginal[c] += p[c] / (double) probabilities.size();
      }
    }
    double divergence = 0;
    for (float[] p : probabilities) {
      for (int c = 0; c < classes; c++) {
        if (p[c] > 0) {
          divergence += p[c] * Math.log(p[c] / marginal[c]);
        }
      }
    }
    return Math.exp(divergence / probabilities.size());
  }
}
