package timbrel.instrument;

import java.util.Arrays;
import timbrel.audio.Biquad;
import timbrel.audio.Sound;
import timbrel.descriptors.KnobAnalyzer;

/// Gives a sound a pitch, or makes it clearer: a resonance at one frequency, of any strength. Not
/// for several threads.
final class Resonance {
  private static final double Q = 12;

  /// In these it falls by 20 dB.
  private static final double RINGING_PERIODS = 9;

  /// Where a pitch may be.
  private static final double LOWEST_HZ = 20;

  private static final double HIGHEST_HZ = 2000;

  private final double hertz;
  private final Sound sound;
  private final double[] signal; // with what rings on

  Resonance(double hertz, Sound sound) {
    this.hertz = hertz;
    this.sound = sound;
    signal = new double[sound.length() + (int) (RINGING_PERIODS / hertz * sound.sampleRate())];
  }

  /// Where a sound rings most, in Hz; NaN if nothing sounds there.
  ///
  /// @param powers of [KnobAnalyzer#spectrumOf]
  static double strongest(double[] powers) {
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
  float[] samples(double decibels) {
    for (int t = 0; t < sound.length(); t++) {
      signal[t] = sound.samples()[t];
    }
    Arrays.fill(signal, sound.length(), signal.length, 0);
    Biquad half = Biquad.peak(sound.sampleRate(), hertz, Q, decibels / 2);
    half.filter(signal);
    half.filter(signal);
    return Samples.trimmed(atPeak(sound.peak()), sound.length());
  }

  private float[] atPeak(double wanted) {
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
