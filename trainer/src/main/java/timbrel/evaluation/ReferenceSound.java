package timbrel.evaluation;

import java.util.Arrays;
import java.util.List;
import timbrel.audio.LogMel;
import timbrel.audio.MelFilterbank;
import timbrel.audio.Mfcc;
import timbrel.audio.Stft;
import timbrel.audio.Windows;
import timbrel.classifier.LogMelPicture;

/// An original against which other versions of it are measured. What can be computed from the
/// original alone is computed once.
final class ReferenceSound {
  private static final float LEAST_MAGNITUDE = 1e-4f; // the square root of auraloss's 1e-8
  private static final double LSD_FLOOR = 1e-8;

  /// A shorter sound is followed by silence up to here, so that the longest spectrum fits.
  private static final int SHORTEST = 8192;

  private static final List<StftSettings> MSS =
      List.of(
          new StftSettings(1024, 120, 600),
          new StftSettings(2048, 240, 1200),
          new StftSettings(512, 50, 240));
  private static final StftSettings LSD = StftSettings.wholeWindow(8192, 64);
  private static final MelFilterbank MFCC_BANDS =
      new MelFilterbank(MelFilterbank.Bands.htk(128, 44_100), 44_100, 2048);
  private static final StftSettings FLUX = StftSettings.wholeWindow(1024, 64);

  private final int length;
  private final List<float[]> magnitudes;
  private final Logs logs;
  private final double[] flux;
  private final float[][] cepstrum;
  private final float[] logMel;

  private record Logs(float[] values, int frames, int bins) {}

  ReferenceSound(float[] original) {
    length = original.length;
    float[] samples = fitted(original);
    magnitudes = MSS.stream().map(s -> magnitudes(samples, s)).toList();
    logs = logPower(samples);
    flux = flux(samples);
    cepstrum = cepstrum(samples);
    logMel = LogMelPicture.of(samples).values();
  }

  /// The distance from the original to `other`, which is cut to the original's length or followed
  /// by silence up to it.
  SoundDistance to(float[] other) {
    float[] samples = fitted(Arrays.copyOf(other, length));
    return new SoundDistance(
        mss(samples),
        lsd(logPower(samples)),
        meanAbsolute(flux, flux(samples)),
        meanAbsolute(cepstrum, cepstrum(samples)),
        meanAbsolute(logMel, LogMelPicture.of(samples).values()));
  }

  private static float[] fitted(float[] samples) {
    return samples.length < SHORTEST ? Arrays.copyOf(samples, SHORTEST) : samples;
  }

  private static float[] magnitudes(float[] samples, StftSettings settings) {
    return Spectrogram.of(samples, settings).magnitudes(LEAST_MAGNITUDE);
  }

  private double mss(float[] samples) {
    double sum = 0;
    for (int i = 0; i < MSS.size(); i++) {
      float[] x = magnitudes(samples, MSS.get(i));
      float[] y = magnitudes.get(i);
      sum += spectralConvergence(x, y) + logMagnitudeDistance(x, y);
    }
    return sum / MSS.size();
  }

  private static double spectralConvergence(float[] x, float[] y) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < y.length; i++) {
      double d = y[i] - x[i];
      difference += d * d;
      norm += (double) y[i] * y[i];
    }
    return Math.sqrt(difference / norm);
  }

  private static double logMagnitudeDistance(float[] x, float[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += Math.abs(Math.log(y[i] / x[i]));
    }
    return sum / y.length;
  }

  private static Logs logPower(float[] samples) {
    Spectrogram spectrogram = Spectrogram.of(samples, LSD);
    float[] values = spectrogram.power(); // overwritten: nobody else holds it
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.log(values[i] + LSD_FLOOR);
    }
    return new Logs(values, spectrogram.frames(), spectrogram.bins());
  }

  private double lsd(Logs other) {
    double sum = 0;
    for (int t = 0; t < logs.frames(); t++) {
      double squares = 0;
      for (int k = 0; k < logs.bins(); k++) {
        int i = t * logs.bins() + k;
        double d = logs.values()[i] - other.values()[i];
        squares += d * d;
      }
      sum += Math.sqrt(squares / logs.bins());
    }
    return sum / logs.frames();
  }

  /// How much the magnitudes rise from each spectrum to the next, summed over frequency.
  private static double[] flux(float[] samples) {
    Spectrogram spectrogram = Spectrogram.of(samples, FLUX);
    float[] magnitude = spectrogram.magnitudes(0);
    int bins = spectrogram.bins();
    double[] flux = new double[spectrogram.frames() - 1];
    for (int t = 0; t < flux.length; t++) {
      for (int k = 0; k < bins; k++) {
        flux[t] += Math.max(0, magnitude[(t + 1) * bins + k] - magnitude[t * bins + k]);
      }
    }
    return flux;
  }

  private static float[][] cepstrum(float[] samples) {
    Stft stft = new Stft(Windows.hann(2048), 2048, 128, Stft.Frames.CENTERED);
    return new Mfcc(new LogMel(stft, MFCC_BANDS, 1e-10), 40).of(samples);
  }

  private static double meanAbsolute(float[][] a, float[][] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += meanAbsolute(a[t], b[t]);
    }
    return sum / a.length;
  }

  private static double meanAbsolute(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static double meanAbsolute(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
