package timbrel.instrument;

import java.util.function.DoubleFunction;
import timbrel.audio.MinimumPhaseFilter;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

/// Makes a sound's spectrum wider or narrower around its centre: an amount of 1 raises it by 6 dB
/// for each octave away from there, up to four octaves, -1 lowers it. A tilt on top keeps the
/// centre where it is.
record Width(int sampleRate) implements Finish {
  private static final double DECIBELS_PER_OCTAVE = 6;
  private static final double MOST_OCTAVES = 4;
  private static final double LOWEST_HZ = 20;
  private static final double STEEPEST_TILT = 3; // times 6 dB an octave
  private static final int HALVINGS = 16;
  private static final double RANGE = 1e-6; // as in the measure: 60 dB
  private static final double LN2 = StrictMath.log(2);
  private static final double NEPER = StrictMath.log(10) / 20;

  @Override
  public Knob knob() {
    return Knob.RICHNESS;
  }

  @Override
  public double lowest() {
    return -4;
  }

  @Override
  public double highest() {
    return 4;
  }

  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    return to - from;
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    float[] samples = sound.sound().samples();
    if (Samples.peak(samples) == 0) {
      return amount -> samples.clone();
    }
    double[] powers = sound.spectrum();
    double[] octaves = new double[powers.length];
    double[] magnitudes = new double[powers.length];
    double centre = fill(powers, magnitudes, octaves);
    return amount -> {
      if (amount == 0) {
        return samples.clone();
      }
      double tilt = balancingTilt(magnitudes, octaves, amount, centre);
      float[] widened = filter(centre, amount, tilt).apply(samples);
      return Samples.trimmed(widened, samples.length);
    };
  }

  private MinimumPhaseFilter filter(double centre, double amount, double tilt) {
    double[] decibels = new double[MinimumPhaseFilter.BINS];
    double step = sampleRate / 2.0 / (decibels.length - 1);
    for (int k = 0; k < decibels.length; k++) {
      decibels[k] = gain(octavesFrom(centre, k * step), amount, tilt);
    }
    return new MinimumPhaseFilter(decibels);
  }

  /// Fills in magnitudes and distances from their centre in Hz, which is returned.
  private static double fill(double[] powers, double[] magnitudes, double[] octaves) {
    double strongest = 0;
    for (double power : powers) {
      strongest = Math.max(strongest, power);
    }
    double sum = 0;
    double moment = 0;
    for (int k = 0; k < powers.length; k++) {
      magnitudes[k] = powers[k] < RANGE * strongest ? 0 : Math.sqrt(powers[k]);
      sum += magnitudes[k];
      moment += magnitudes[k] * k;
    }
    double step = KnobAnalyzer.HERTZ_PER_BIN;
    double centre = Math.max(1, moment / sum) * step;
    for (int k = 0; k < octaves.length; k++) {
      octaves[k] = octavesFrom(centre, k * step);
    }
    return centre;
  }

  /// The tilt with which the filtered spectrum has the centre of the unfiltered one.
  private static double balancingTilt(
      double[] magnitudes, double[] octaves, double amount, double centre) {
    double low = -STEEPEST_TILT;
    double high = STEEPEST_TILT;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (centreOf(magnitudes, octaves, amount, middle) < centre) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double centreOf(
      double[] magnitudes, double[] octaves, double amount, double tilt) {
    double sum = 0;
    double moment = 0;
    for (int k = 1; k < magnitudes.length; k++) {
      if (magnitudes[k] > 0) {
        double filtered = magnitudes[k] * StrictMath.exp(NEPER * gain(octaves[k], amount, tilt));
        sum += filtered;
        moment += filtered * k;
      }
    }
    return sum > 0 ? moment / sum * KnobAnalyzer.HERTZ_PER_BIN : 0;
  }

  /// In dB.
  private static double gain(double octaves, double amount, double tilt) {
    return DECIBELS_PER_OCTAVE * (amount * Math.abs(octaves) + tilt * octaves);
  }

  private static double octavesFrom(double centre, double hertz) {
    double octaves = StrictMath.log(Math.max(LOWEST_HZ, hertz) / centre) / LN2;
    return Math.clamp(octaves, -MOST_OCTAVES, MOST_OCTAVES);
  }
}
