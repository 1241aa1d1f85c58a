package timbrel.descriptors;

import timbrel.audio.RealFft;
import timbrel.audio.Windows;

/// The spectrum of a whole sound and how much of it is noise, for brightness, richness and noise.
///
/// Powers are summed over Hann-windowed frames of 2048 samples, the middle of the first on the
/// first sounding sample, 1024 apart; the constant part does not count.
final class ToneSpectrum {
  private static final int FRAME = 2048;
  private static final int HOP = 1024;
  private static final double RANGE = 1e-6; // what is 60 dB below the strongest bin does not count
  private static final double HERTZ_PER_BIN = KnobAnalyzer.RATE / (double) FRAME;

  /// Twelve bins to either side (258 Hz) are the surroundings in which a tone would stand out.
  private static final int REACH = 12;

  /// Of a noise's bins, seven in eight lie below three times their median.
  private static final float MEDIANS = 3;

  /// The share of tone or of noise is not followed below this.
  private static final double LEAST_SHARE = 1e-4;

  private static final float[] WINDOW = Windows.hann(FRAME);

  private final double[] magnitudes = new double[FRAME / 2];
  private final double noiseShare;
  private final double centroid; // in bins

  ToneSpectrum(float[] samples, SoundingPart part) {
    RealFft fft = new RealFft(FRAME);
    float[] frame = new float[FRAME];
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    float[] powers = new float[FRAME / 2];
    RunningMedian medians = new RunningMedian(REACH);
    double noise = 0;
    double total = 0;
    for (int middle = part.from(); middle < part.to(); middle += HOP) {
      for (int i = 0; i < FRAME; i++) {
        int t = middle - FRAME / 2 + i;
        frame[i] = t >= 0 && t < samples.length ? samples[t] * WINDOW[i] : 0;
      }
      fft.forward(frame, re, im);
      for (int k = 1; k < powers.length; k++) {
        powers[k] = re[k] * re[k] + im[k] * im[k];
        magnitudes[k] += powers[k];
        total += powers[k];
      }
      powers[0] = powers[1];
      float[] around = medians.of(powers);
      for (int k = 1; k < powers.length; k++) {
        noise += Math.min(powers[k], MEDIANS * around[k]);
      }
    }
    noiseShare = total > 0 ? noise / total : 1;
    toMagnitudes();
    centroid = Math.max(1, Spectrum.centroid(magnitudes)); // bin 0 holds nothing
  }

  private void toMagnitudes() {
    double strongest = 0;
    for (double power : magnitudes) {
      strongest = Math.max(strongest, power);
    }
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] = magnitudes[k] < RANGE * strongest ? 0 : Math.sqrt(magnitudes[k]);
    }
  }

  /// In Hz.
  double centroid() {
    return centroid * HERTZ_PER_BIN;
  }

  /// In Hz.
  double bandwidth() {
    return Spectrum.bandwidth(magnitudes, centroid) * HERTZ_PER_BIN;
  }

  /// The power of the noise over that of the tones, in dB from -40 to 40.
  double noiseToTone() {
    double share = Math.clamp(noiseShare, LEAST_SHARE, 1 - LEAST_SHARE);
    return 10 * StrictMath.log10(share / (1 - share));
  }
}
