package timbrel.evaluation;

import java.util.Arrays;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;
import timbrel.dataset.ImportedSound;

/// The power spectrum of a sound's 300 ms behind the attack: partials that ring are its peaks.
final class RingingSpectrum {
  private static final int RATE = ImportedSound.SAMPLE_RATE;
  private static final int FROM = RATE / 50;
  private static final int LENGTH = RATE * 3 / 10;
  private static final int FFT = 1 << 16; // five times as long, so that a peak has several bins

  /// Half of the window's main lobe: all of a steady partial is within it.
  static final double REACH_HZ = 2.0 * RATE / LENGTH;

  private final double[] power; // [FFT / 2 + 1]

  /// @param samples at 44.1 kHz; silence follows a shorter sound
  RingingSpectrum(float[] samples) {
    float[] window = Windows.hann(LENGTH);
    float[] block = new float[FFT];
    for (int i = 0; i < LENGTH && FROM + i < samples.length; i++) {
      block[i] = window[i] * samples[FROM + i];
    }
    float[] re = new float[FFT / 2 + 1];
    float[] im = new float[FFT / 2 + 1];
    new RealFft(FFT).forward(block, re, im);
    power = new double[re.length];
    Arrays.setAll(power, k -> (double) re[k] * re[k] + (double) im[k] * im[k]);
  }

  /// Frequency in Hz of the loudest peak from `low` to `high` Hz, by a parabola through the logs of
  /// three bins; NaN where there is none. The slope of what lies outside is no peak.
  double loudest(double low, double high) {
    int peak = 0;
    for (int k = bin(low); k <= bin(high); k++) {
      boolean isPeak = power[k] > power[k - 1] && power[k] >= power[k + 1];
      if (isPeak && (peak == 0 || power[k] > power[peak])) {
        peak = k;
      }
    }
    return peak == 0 ? Double.NaN : (peak + beside(peak)) * RATE / FFT;
  }

  /// How far the top of the parabola lies from its middle bin, in bins.
  private double beside(int peak) {
    double left = Math.log(power[peak - 1] + Double.MIN_NORMAL);
    double middle = Math.log(power[peak] + Double.MIN_NORMAL);
    double right = Math.log(power[peak + 1] + Double.MIN_NORMAL);
    double curve = left - 2 * middle + right;
    return curve < 0 ? Math.clamp((left - right) / (2 * curve), -0.5, 0.5) : 0;
  }

  /// Of the sound in the window, summed from `low` to `high` Hz.
  double power(double low, double high) {
    double sum = 0;
    for (int k = bin(low); k <= bin(high); k++) {
      sum += power[k];
    }
    return sum;
  }

  /// Never the first or the last, which have no neighbours.
  private static int bin(double hertz) {
    return Math.clamp(Math.round(hertz * FFT / RATE), 1, FFT / 2 - 1);
  }
}
