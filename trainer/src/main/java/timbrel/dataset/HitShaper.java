package timbrel.dataset;

import java.util.Arrays;

/// Brings one hit into the shape that training expects: silence cut off in front and behind, at
/// most so long, ends faded, peak at -1 dBFS.
final class HitShaper {
  static final double PEAK_DB = -1;

  private static final int RATE = ImportedSound.SAMPLE_RATE;
  private static final double SILENT_DB = -60;
  private static final double ONSET_BELOW_PEAK_DB = -45;
  private static final double END_BELOW_PEAK_DB = -60;

  /// The noise floor is at most taken to be this far below the peak.
  private static final double NOISE_BELOW_PEAK_DB = -25;

  private static final int BEFORE_ONSET = (int) (0.0007 * RATE);
  private static final int MIN_SAMPLES = RATE / 50;
  private static final int FADE_IN = (int) (0.0005 * RATE);
  private static final int MIN_FADE_OUT = (int) (0.012 * RATE);
  private static final int MAX_FADE_OUT = (int) (0.060 * RATE);

  /// @param start where in the given samples the hit begins
  record Hit(float[] samples, int start, double gainDb) {}

  private HitShaper() {}

  /// Shapes the sound that begins at `onset`.
  ///
  /// @param mono at 44.1 kHz, without offset; not changed
  /// @throws SoundRefusedException when it is silent or too short
  static Hit shape(float[] mono, int onset, int maxSamples) {
    return cut(mono, requireSound(mono), onset, maxSamples);
  }

  private static float requireSound(float[] mono) {
    float peak = peak(mono, 0, mono.length);
    if (peak == 0) {
      throw new SoundRefusedException(Refusal.SILENT, "nothing but zeros");
    }
    if (decibels(peak) < SILENT_DB) {
      throw new SoundRefusedException(
          Refusal.SILENT,
          "peak %.0f dBFS, expected at least %.0f".formatted(decibels(peak), SILENT_DB));
    }
    return peak;
  }

  private static Hit cut(float[] mono, float peak, int onset, int maxSamples) {
    int start = Math.max(0, onset - BEFORE_ONSET);
    int end = Math.min(end(mono, peak), start + maxSamples);
    if (end - start < MIN_SAMPLES) {
      throw new SoundRefusedException(
          Refusal.TOO_SHORT,
          "%.1f ms of sound, expected at least %d ms"
              .formatted(1000.0 * Math.max(0, end - start) / RATE, 1000 * MIN_SAMPLES / RATE));
    }
    float[] samples = Arrays.copyOfRange(mono, start, end);
    fade(samples, Math.min(FADE_IN, onset - start));
    return normalised(samples, start);
  }

  private static Hit normalised(float[] samples, int start) {
    double gainDb = PEAK_DB - decibels(peak(samples, 0, samples.length));
    double gain = Math.pow(10, gainDb / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (samples[i] * gain);
    }
    return new Hit(samples, start, gainDb);
  }

  private static void fade(float[] samples, int fadeIn) {
    for (int i = 0; i < fadeIn; i++) {
      samples[i] *= (float) i / fadeIn;
    }
    int fadeOut = Math.clamp(samples.length / 10, MIN_FADE_OUT, MAX_FADE_OUT);
    fadeOut = Math.min(fadeOut, samples.length / 2);
    for (int i = 0; i < fadeOut; i++) {
      // a raised cosine, so that neither its beginning nor its end can be heard
      double phase = Math.PI * (i + 1) / (fadeOut + 1);
      samples[samples.length - fadeOut + i] *= (float) (0.5 + 0.5 * Math.cos(phase));
    }
  }

  /// First sample that stands out of the silence, or of the noise, in front of the hit. To be asked
  /// before the rate is changed: a resampler rings ahead of an attack.
  ///
  /// @throws SoundRefusedException when it is silent
  static int onset(float[] mono, int sampleRate) {
    float peak = requireSound(mono);
    int peakAt = 0;
    while (Math.abs(mono[peakAt]) < peak) {
      peakAt++;
    }
    double noise = 2 * quietest(mono, 0, peakAt, sampleRate / 100);
    double threshold = threshold(peak, ONSET_BELOW_PEAK_DB, noise);
    int i = 0;
    while (Math.abs(mono[i]) < threshold) {
      i++;
    }
    return i;
  }

  private static int end(float[] mono, float peak) {
    double noise = 1.5 * quietest(mono, mono.length / 2, mono.length, RATE / 100);
    double threshold = threshold(peak, END_BELOW_PEAK_DB, noise);
    int i = mono.length;
    while (i > 0 && Math.abs(mono[i - 1]) < threshold) {
      i--;
    }
    // room for the fade, so that it does not touch what was heard
    return Math.min(mono.length, i + MIN_FADE_OUT);
  }

  private static double threshold(float peak, double belowPeakDb, double noise) {
    double floor = peak * Math.pow(10, belowPeakDb / 20);
    double ceiling = peak * Math.pow(10, NOISE_BELOW_PEAK_DB / 20);
    return Math.min(Math.max(floor, noise), Math.max(floor, ceiling));
  }

  /// Peak of the quietest window between two places; 0 when there are less than two windows.
  private static double quietest(float[] mono, int from, int to, int window) {
    if (to - from < 2 * window) {
      return 0;
    }
    double quietest = Double.MAX_VALUE;
    for (int i = from; i + window <= to; i += window) {
      quietest = Math.min(quietest, peak(mono, i, i + window));
    }
    return quietest;
  }

  static float peak(float[] samples, int from, int to) {
    float peak = 0;
    for (int i = from; i < to; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }

  static double decibels(double amplitude) {
    return 20 * Math.log10(Math.max(amplitude, 1e-12));
  }
}
