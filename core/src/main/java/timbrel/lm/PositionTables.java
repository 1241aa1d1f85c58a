package timbrel.lm;

/// The fixed numbers of the position schemes, computed in double precision from [StrictMath], so
/// that trainer and player read the very same ones.
public final class PositionTables {
  private static final double BASE = 10_000;

  private PositionTables() {}

  /// Cosines of rotary angles, `[steps][headDim / 2]`.
  public static float[] rotaryCosines(int steps, int headDim) {
    return angles(steps, headDim / 2, true);
  }

  /// Sines of rotary angles, `[steps][headDim / 2]`.
  public static float[] rotarySines(int steps, int headDim) {
    return angles(steps, headDim / 2, false);
  }

  /// What sinusoidal positions add, `[steps][dModel]`: the cosines first, then the sines.
  public static float[] sinusoids(int steps, int dModel) {
    int half = dModel / 2;
    float[] cosines = angles(steps, half, true);
    float[] sines = angles(steps, half, false);
    float[] table = new float[steps * dModel];
    for (int step = 0; step < steps; step++) {
      System.arraycopy(cosines, step * half, table, step * dModel, half);
      System.arraycopy(sines, step * half, table, step * dModel + half, half);
    }
    return table;
  }

  /// How much each head lowers attention per step of distance: 2^(-8/heads), its square, …
  public static float[] alibiSlopes(int heads) {
    float[] slopes = new float[heads];
    for (int head = 0; head < heads; head++) {
      slopes[head] = (float) StrictMath.pow(2, -8.0 * (head + 1) / heads);
    }
    return slopes;
  }

  private static float[] angles(int steps, int half, boolean cosine) {
    float[] table = new float[steps * half];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < half; i++) {
        double angle = step * StrictMath.pow(BASE, -(double) i / half);
        table[step * half + i] = (float) (cosine ? StrictMath.cos(angle) : StrictMath.sin(angle));
      }
    }
    return table;
  }
}
