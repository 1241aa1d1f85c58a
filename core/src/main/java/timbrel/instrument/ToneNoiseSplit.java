package timbrel.instrument;

import java.util.random.RandomGenerator;
import timbrel.descriptors.RunningMedian;

/// A sound as the sum of its tones and its noise, and beside them the noise that could stand for
/// the tones: as much energy, spread over the surroundings of each. So each band can keep its
/// energy, and the sound its colour, while its tones become noise.
///
/// What of a frequency stands out of its surroundings is tone, as for the noise knob. Nothing
/// sounds before the attack, since the envelope of the sound is put back in the end.
final class ToneNoiseSplit {
  private static final int FRAME = 2048;

  /// The surroundings and the bound of [timbrel.descriptors.KnobAnalyzer]'s noise.
  private static final int REACH = 12;

  private static final float MEDIANS = 3;
  private static final double ENVELOPE_SECONDS = 0.004;
  private static final double MOST_GAIN = 2;

  private final float[] samples;
  private final float[] noise;
  private final float[] substitute;
  private final Surroundings surroundings;
  private final double[] energies; // of the sound, around each sample
  private final double[] energiesThere; // of what it becomes
  private final int start;

  /// @param random phases of the substitute
  ToneNoiseSplit(float[] samples, int sampleRate, RandomGenerator random) {
    this.samples = samples;
    noise = new float[samples.length];
    substitute = new float[samples.length];
    surroundings = new Surroundings((int) (ENVELOPE_SECONDS * sampleRate));
    energies = new double[samples.length];
    energiesThere = new double[samples.length];
    measureEnergies(samples, energies);
    start = Samples.start(samples);
    new Splitter(random).run();
  }

  /// The sound with less of its tones.
  ///
  /// @param kept what stays of their amplitude, 0 to 1
  /// @param replaced whether noise makes up for the rest
  float[] withTones(double kept, boolean replaced) {
    double share = replaced ? Math.sqrt(1 - kept * kept) : 0;
    float[] out = new float[samples.length];
    for (int t = 0; t < out.length; t++) {
      double tone = samples[t] - noise[t];
      out[t] = (float) (noise[t] + kept * tone + share * substitute[t]);
    }
    putBackEnvelope(out);
    return out;
  }

  private void putBackEnvelope(float[] out) {
    measureEnergies(out, energiesThere);
    for (int t = 0; t < out.length; t++) {
      double there = energiesThere[t];
      double gain = there > 0 ? Math.min(MOST_GAIN, Math.sqrt(energies[t] / there)) : 0;
      out[t] = t < start ? samples[t] : (float) (out[t] * gain);
    }
  }

  private void measureEnergies(float[] samples, double[] energies) {
    Samples.square(samples, energies);
    surroundings.toMeans(energies);
  }

  /// Fills in `noise` and `substitute`, frame by frame.
  private final class Splitter {
    private final SpectralFrames frames = new SpectralFrames(FRAME);
    private final RunningMedian medians = new RunningMedian(REACH);
    private final Surroundings near = new Surroundings(REACH);
    private final float[] re = new float[frames.bins()];
    private final float[] im = new float[frames.bins()];
    private final float[] powers = new float[frames.bins()];
    private final double[] tones = new double[frames.bins()];
    private final RandomGenerator random;

    Splitter(RandomGenerator random) {
      this.random = random;
    }

    void run() {
      for (int middle = 0; middle < samples.length + FRAME / 2; middle += frames.hop()) {
        frames.analyze(samples, middle, re, im);
        measureTones();
        for (int k = 0; k < tones.length; k++) {
          double gain = tones[k] > 0 ? Math.sqrt(1 - tones[k] / powers[k]) : 1;
          re[k] *= (float) gain;
          im[k] *= (float) gain;
        }
        frames.add(re, im, middle, noise);
        near.toMeans(tones);
        fillWithNoise(tones);
        frames.add(re, im, middle, substitute);
      }
    }

    private void measureTones() {
      for (int k = 0; k < powers.length; k++) {
        powers[k] = re[k] * re[k] + im[k] * im[k];
      }
      float[] around = medians.of(powers);
      for (int k = 0; k < powers.length; k++) {
        tones[k] = Math.max(0, powers[k] - MEDIANS * around[k]);
      }
    }

    /// Phasors of these powers and of any phase.
    private void fillWithNoise(double[] wanted) {
      for (int k = 0; k < wanted.length; k++) {
        double x = 2 * random.nextDouble() - 1;
        double y = 2 * random.nextDouble() - 1;
        double square = x * x + y * y;
        double scale = square > 0 ? Math.sqrt(wanted[k] / square) : 0;
        re[k] = (float) (x * scale);
        im[k] = (float) (y * scale);
      }
    }
  }
}
