package timbrel.instrument;

import timbrel.audio.Biquad;
import timbrel.audio.Sound;
import timbrel.descriptors.KnobAnalyzer;

/// Gives a sound a pitch, or makes it clearer: a resonance at one frequency.
final class Resonance {
  private static final double Q = 12;

  /// In these it falls by 20 dB.
  private static final double RINGING_PERIODS = 9;

  /// Where a pitch may be.
  private static final double LOWEST_HZ = 20;

  private static final double HIGHEST_HZ = 2000;

  private Resonance() {}

  /// Where the sound rings most, in Hz; NaN if nothing sounds there.
  static double strongest(Sound sound) {
    double[] powers = KnobAnalyzer.spectrum(sound);
    int best = 0;
    for (int k = 1; k * KnobAnalyzer.HERTZ_PER_BIN <= HIGHEST_HZ; k++) {
      best = powers[k] > powers[best] ? k : best;
    }
    double between = best > 1 ? vertex(powers[best - 1], powers[best], powers[best + 1]) : 0;
    return powers[best] > 0
        ? Math.max(LOWEST_HZ, (best + between) * KnobAnalyzer.HERTZ_PER_BIN)
        : Double.NaN;
  }

  /// Where the parabola through three values has its vertex, from the middle one.
  private static double vertex(double left, double middle, double right) {
    double curvature = left - 2 * middle + right;
    return curvature < 0 ? Math.clamp((left - right) / (2 * curvature), -0.5, 0.5) : 0;
  }

  /// The sound with that frequency raised, at the peak that it had; it rings on for a while.
  static Sound at(double hertz, double decibels, Sound sound) {
    int ringing = (int) (RINGING_PERIODS / hertz * sound.sampleRate());
    double[] signal = new double[sound.length() + ringing];
    for (int t = 0; t < sound.length(); t++) {
      signal[t] = sound.samples()[t];
    }
    Biquad half = Biquad.peak(sound.sampleRate(), hertz, Q, decibels / 2);
    half.filter(signal);
    half.filter(signal);
    return new Sound(
        Samples.trimmed(atPeak(signal, sound.peak()), sound.length()), sound.sampleRate());
  }

  private static float[] atPeak(double[] signal, double wanted) {
    double peak = 0;
    for (double value : signal) {
      peak = Math.max(peak, Math.abs(value));
    }
    float[] out = new float[signal.length];
    for (int t = 0; t < out.length && peak > 0; t++) {
      out[t] = (float) (signal[t] * (wanted / peak));
    }
    return out;
  }
}
