package timbrel.descriptors;

import java.util.Arrays;
import timbrel.audio.RealFft;

/// The period of a frame by the YIN method: the lag at which the signal differs least from itself
/// (de Cheveigne and Kawahara 2002, "YIN, a fundamental frequency estimator").
///
/// Unlike the paper's step 6, the estimate is not looked for again around the best one.
final class Yin {
  private final int window;
  private final int maxLag;
  private final RealFft fft;
  private final float[] head; // the window, padded
  private final float[] whole; // the window and all that it is compared with, padded
  private final float[] headRe;
  private final float[] headIm;
  private final float[] wholeRe;
  private final float[] wholeIm;
  private final double[] difference; // [maxLag + 1], cumulative mean normalized
  private double energy;

  /// @param window how many samples are compared
  /// @param maxLag the longest period in samples
  Yin(int window, int maxLag) {
    this.window = window;
    this.maxLag = maxLag;
    this.fft = new RealFft(Integer.highestOneBit(window + maxLag - 1) * 2);
    this.head = new float[fft.size()];
    this.whole = new float[fft.size()];
    this.headRe = new float[fft.bins()];
    this.headIm = new float[fft.bins()];
    this.wholeRe = new float[fft.bins()];
    this.wholeIm = new float[fft.bins()];
    this.difference = new double[maxLag + 1];
  }

  /// Takes in the frame of `window + maxLag` samples at `start`; around the signal there is
  /// silence.
  void analyze(float[] signal, int start) {
    int from = Math.clamp(-start, 0, window + maxLag);
    int to = Math.clamp(signal.length - start, from, window + maxLag);
    Arrays.fill(whole, 0, from, 0);
    if (from < to) {
      System.arraycopy(signal, start + from, whole, from, to - from);
    }
    Arrays.fill(whole, to, window + maxLag, 0);
    System.arraycopy(whole, 0, head, 0, window);
    Arrays.fill(head, window, head.length, 0);
    energy = 0;
    for (int i = 0; i < window; i++) {
      energy += (double) head[i] * head[i];
    }
    double laggedEnergy = energy;
    correlate();
    difference[0] = 1;
    double sum = 0;
    for (int lag = 1; lag <= maxLag; lag++) {
      double leaving = whole[lag - 1];
      double entering = whole[lag + window - 1];
      laggedEnergy += entering * entering - leaving * leaving;
      double d = Math.max(0, energy + laggedEnergy - 2 * head[lag]); // equation 6
      sum += d;
      difference[lag] = sum > 0 ? d * lag / sum : 1; // equation 8
    }
  }

  /// Replaces `head` by the correlation of window and lagged window, for each lag.
  private void correlate() {
    fft.forward(head, headRe, headIm);
    fft.forward(whole, wholeRe, wholeIm);
    for (int k = 0; k < fft.bins(); k++) {
      float re = headRe[k] * wholeRe[k] + headIm[k] * wholeIm[k];
      float im = headRe[k] * wholeIm[k] - headIm[k] * wholeRe[k];
      headRe[k] = re;
      headIm[k] = im;
    }
    fft.inverse(headRe, headIm, head);
  }

  /// Sum of the squares of the window.
  double energy() {
    return energy;
  }

  /// The cumulative mean normalized difference: 0 for a signal that repeats after `lag` samples,
  /// about 1 for one that does not.
  double difference(int lag) {
    return difference[lag];
  }

  /// The bottom of the first dip below the threshold, 0 if there is none (the paper's step 4).
  int firstDip(double threshold, int minLag) {
    for (int lag = minLag; lag <= maxLag; lag++) {
      if (difference[lag] < threshold) {
        while (lag < maxLag && difference[lag + 1] < difference[lag]) {
          lag++;
        }
        return lag;
      }
    }
    return 0;
  }

  /// The lag with the smallest difference of all.
  int deepest(int minLag) {
    int deepest = minLag;
    for (int lag = minLag; lag <= maxLag; lag++) {
      deepest = difference[lag] < difference[deepest] ? lag : deepest;
    }
    return deepest;
  }

  /// The bottom of the parabola through a lag and its neighbours (the paper's step 5).
  double refined(int lag) {
    if (lag <= 1 || lag >= maxLag) {
      return lag;
    }
    double curvature = difference[lag + 1] + difference[lag - 1] - 2 * difference[lag];
    double slope = (difference[lag + 1] - difference[lag - 1]) / 2;
    return Math.abs(slope) >= Math.abs(curvature) ? lag : lag - slope / curvature;
  }
}
