package timbrel.descriptors;

import timbrel.audio.Sound;
import timbrel.audio.Stft;
import timbrel.audio.Windows;

/// "Neurorack-7": the seven descriptors over time. They are a view of a sound, not knobs: centroid,
/// roll-off and flatness say almost the same of drums, and nothing speaks of attack and decay.
///
/// Frames of 2048 samples lie every 512, the middle of the first on the first sample, silence
/// around.
public final class NeurorackAnalysis {
  public static final int FRAME = 2048;
  public static final int HOP = 512;

  private static final double ROLL_OFF = 0.85;
  private static final double LEAST_POWER = 1e-10; // librosa's, so that silence has a logarithm
  private static final double YIN_THRESHOLD = 0.1;
  private static final int YIN_MIN_LAG = 2;

  private final Sound sound;
  private final Stft stft;
  private final Yin yin = new Yin(FRAME / 2, FRAME / 2);
  private final float[] powers;
  private final double[] magnitudes;

  private NeurorackAnalysis(Sound sound) {
    this.sound = sound;
    this.stft = new Stft(Windows.hann(FRAME), FRAME, HOP, Stft.Frames.CENTERED);
    this.powers = new float[stft.bins()];
    this.magnitudes = new double[stft.bins()];
  }

  /// One row for each [NeurorackDescriptor], one column for each frame: `1 + length / 512`.
  public static double[][] analyze(Sound sound) {
    return new NeurorackAnalysis(sound).run();
  }

  private double[][] run() {
    int frames = stft.frames(sound.length());
    double[][] curves = new double[NeurorackDescriptor.values().length][frames];
    for (int t = 0; t < frames; t++) {
      stft.power(sound.samples(), t, powers);
      for (int k = 0; k < magnitudes.length; k++) {
        magnitudes[k] = Math.sqrt(powers[k]);
      }
      for (NeurorackDescriptor descriptor : NeurorackDescriptor.values()) {
        curves[descriptor.ordinal()][t] = value(descriptor, t);
      }
    }
    return curves;
  }

  private double value(NeurorackDescriptor descriptor, int t) {
    int start = t * HOP - FRAME / 2;
    return switch (descriptor) {
      case LOUDNESS -> rootMeanSquare(start);
      case PERCUSSIVITY -> zeroCrossings(start);
      case TONE -> Spectrum.rollOff(magnitudes, ROLL_OFF) * hertzPerBin();
      case NOISE -> flatness();
      case RICHNESS ->
          Spectrum.bandwidth(magnitudes, Spectrum.centroid(magnitudes)) * hertzPerBin();
      case BRIGHTNESS -> Spectrum.centroid(magnitudes) * hertzPerBin();
      case PITCH -> pitch(start);
    };
  }

  private double hertzPerBin() {
    return sound.sampleRate() / (double) FRAME;
  }

  private double sample(int t) {
    return t >= 0 && t < sound.length() ? sound.samples()[t] : 0;
  }

  private double rootMeanSquare(int start) {
    double sum = 0;
    for (int t = start; t < start + FRAME; t++) {
      sum += sample(t) * sample(t);
    }
    return Math.sqrt(sum / FRAME);
  }

  private double zeroCrossings(int start) {
    int crossings = 0;
    for (int t = start + 1; t < start + FRAME; t++) {
      if (sample(t) < 0 != sample(t - 1) < 0) {
        crossings++;
      }
    }
    return crossings / (double) FRAME;
  }

  private double flatness() {
    double logarithms = 0;
    double sum = 0;
    for (float power : powers) {
      double value = Math.max(LEAST_POWER, power);
      logarithms += StrictMath.log(value);
      sum += value;
    }
    return StrictMath.exp(logarithms / powers.length) / (sum / powers.length);
  }

  private double pitch(int start) {
    if (rootMeanSquare(start) == 0) {
      return Double.NaN;
    }
    yin.analyze(sound.samples(), start);
    int dip = yin.firstDip(YIN_THRESHOLD, YIN_MIN_LAG);
    return sound.sampleRate() / yin.refined(dip > 0 ? dip : yin.deepest(YIN_MIN_LAG));
  }
}
