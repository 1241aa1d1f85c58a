package timbrel.dataset;

/// A second-order Butterworth high-pass at 12 Hz: takes off what rumbles below hearing.
final class HighPass {
  private static final double CUTOFF_HZ = 12;

  private final double b0;
  private final double b1;
  private final double a1;
  private final double a2;
  private double s1;
  private double s2;

  HighPass(int sampleRate) {
    double w = Math.tan(Math.PI * CUTOFF_HZ / sampleRate);
    double norm = 1 / (1 + Math.sqrt(2) * w + w * w);
    b0 = norm;
    b1 = -2 * norm;
    a1 = 2 * (w * w - 1) * norm;
    a2 = (1 - Math.sqrt(2) * w + w * w) * norm;
  }

  /// Filters in place, after subtracting `dc`; goes on where the last call ended.
  void process(float[] samples, int frames, double dc) {
    for (int i = 0; i < frames; i++) {
      double x = samples[i] - dc;
      double y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b0 * x - a2 * y;
      samples[i] = (float) y;
    }
  }
}
