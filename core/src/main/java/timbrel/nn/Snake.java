package timbrel.nn;

import timbrel.nn.kernels.Kernels;

/// The periodic activation x + sin²(αx) / α, with α by channel (Ziyin et al. 2020, "Neural Networks
/// Fail to Learn Periodic Functions", equation 3).
public final class Snake implements Elementwise.Function {
  private static final Kernels KERNELS = Kernels.chosen();

  /// Keeps the quotient finite where α is 0; the value of the Descript Audio Codec.
  private static final float EPSILON = 1e-9f;

  private final float[] alpha;
  private final float[] reciprocal;

  /// @param alpha `[channels]`
  public Snake(float[] alpha) {
    this.alpha = alpha.clone();
    reciprocal = new float[alpha.length];
    for (int c = 0; c < alpha.length; c++) {
      reciprocal[c] = 1 / (alpha[c] + EPSILON);
    }
  }

  @Override
  public void apply(float[] x, int start, int frames) {
    KERNELS.snake(x, start, alpha, reciprocal, frames);
  }
}
