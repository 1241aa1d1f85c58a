package timbrel.dataset;

import java.util.Arrays;
import timbrel.audio.RealFft;

/// The level in frequency bands of equal width on a logarithmic scale: enough of a spectrum to tell
/// where a hit begins and whether two hits are the same.
final class LogBands {
  private final int size;
  private final RealFft fft;
  private final float[] window;
  private final float[] frame;
  private final float[] re;
  private final float[] im;
  private final int[] edges; // band b: bins edges[b] up to edges[b + 1]
  private final double scale;

  /// @param size samples of one frame, a power of two
  LogBands(int size, int sampleRate, int bands, double lowHz, double highHz) {
    this.size = size;
    fft = new RealFft(size);
    window = new float[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
      sum += window[i];
    }
    scale = 4 / (sum * sum); // a full-scale sine has power 1
    frame = new float[size];
    re = new float[fft.bins()];
    im = new float[fft.bins()];
    edges = edges(size, sampleRate, bands, lowHz, Math.min(highHz, 0.45 * sampleRate));
  }

  private static int[] edges(int size, int sampleRate, int bands, double lowHz, double highHz) {
    int[] edges = new int[bands + 1];
    for (int b = 0; b <= bands; b++) {
      double hz = lowHz * Math.pow(highHz / lowHz, (double) b / bands);
      int bin = (int) Math.round(hz * size / sampleRate);
      edges[b] = b == 0 ? Math.max(1, bin) : Math.max(edges[b - 1] + 1, bin);
    }
    if (edges[bands] > size / 2 + 1) {
      throw new IllegalArgumentException(
          bands + " bands do not fit into " + size + " samples at " + sampleRate + " Hz");
    }
    return edges;
  }

  /// How steady each band's level is in noise: the square root of its bins, the sum being 1.
  double[] steadiness() {
    double[] steadiness = new double[edges.length - 1];
    double sum = 0;
    for (int b = 0; b < steadiness.length; b++) {
      steadiness[b] = Math.sqrt(edges[b + 1] - edges[b]);
      sum += steadiness[b];
    }
    for (int b = 0; b < steadiness.length; b++) {
      steadiness[b] /= sum;
    }
    return steadiness;
  }

  /// Adds the power in each band of the frame that begins at `offset`; zeros beyond the end.
  void addPower(float[] samples, int offset, double[] power) {
    int count = Math.clamp(samples.length - offset, 0, size);
    if (count == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      frame[i] = samples[offset + i] * window[i];
    }
    Arrays.fill(frame, count, size, 0);
    fft.forward(frame, re, im);
    for (int b = 0; b < power.length; b++) {
      double sum = 0;
      for (int k = edges[b]; k < edges[b + 1]; k++) {
        sum += (double) re[k] * re[k] + (double) im[k] * im[k];
      }
      power[b] += scale * sum;
    }
  }

  static double decibels(double power) {
    return 10 * Math.log10(power + 1e-20);
  }
}
