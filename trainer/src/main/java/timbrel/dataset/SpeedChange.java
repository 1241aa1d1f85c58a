package timbrel.dataset;

/// Reads a sound faster or slower, by windowed-sinc interpolation. Unlike `timbrel.audio.Resampler`
/// it takes any ratio at once and is made for augmentation, not for measurement.
final class SpeedChange {
  private static final int HALF_TAPS = 12;
  private static final int PHASES = 256;
  private static final double KAISER_BETA = 7;

  /// Kernels for reading at up to double speed: [cutoff step][phase][tap].
  private static final int CUTOFFS = 9;

  private static final float[][][] KERNELS = kernels();

  private SpeedChange() {}

  /// Fills `out` with the sound from sample `start` on; zeros outside it.
  static void read(float[] samples, int start, double speed, float[] out) {
    float[][] kernel = KERNELS[cutoffStep(speed)];
    for (int i = 0; i < out.length; i++) {
      double position = start + i * speed;
      int whole = (int) Math.floor(position);
      if (whole - HALF_TAPS >= samples.length) {
        return;
      }
      int phase = (int) ((position - whole) * PHASES + 0.5);
      float[] taps = kernel[phase];
      int first = whole - HALF_TAPS + 1;
      int from = Math.max(0, -first);
      int to = Math.min(2 * HALF_TAPS, samples.length - first);
      float sum = 0;
      for (int k = from; k < to; k++) {
        sum += taps[k] * samples[first + k];
      }
      out[i] = sum;
    }
  }

  /// Faster means that what was just below half the rate would fold over: the kernel cuts it off.
  private static int cutoffStep(double speed) {
    double octaves = Math.log(Math.max(1, speed)) / Math.log(2);
    return Math.clamp((int) Math.ceil(octaves * (CUTOFFS - 1)), 0, CUTOFFS - 1);
  }

  private static float[][][] kernels() {
    float[][][] kernels = new float[CUTOFFS][PHASES + 1][2 * HALF_TAPS];
    for (int c = 0; c < CUTOFFS; c++) {
      double cutoff = 0.95 * Math.pow(2, -(double) c / (CUTOFFS - 1));
      for (int p = 0; p <= PHASES; p++) {
        for (int k = 0; k < 2 * HALF_TAPS; k++) {
          double t = k - HALF_TAPS + 1 - (double) p / PHASES;
          kernels[c][p][k] = (float) (cutoff * sinc(cutoff * t) * kaiser(t / HALF_TAPS));
        }
      }
    }
    return kernels;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
  }

  /// The modified Bessel function of order zero, by its power series.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; k < 40; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }
}
