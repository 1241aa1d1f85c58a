package timbrel.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

/// Makes a sound brighter or darker: a spectral tilt of `amount` times 6 dB an octave, from
/// exponentially spaced real pole and zero pairs (Smith & Smith 2016, "Closed form fractional
/// integration and differentiation via real exponentially spaced pole-zero pairs", section 2).
///
/// Unlike the paper, tilts of more than 6 dB an octave are made by the same filter twice.
record Tilt(int sampleRate) implements Finish {
  private static final double LOWEST_HZ = 30;
  private static final int HALVINGS = 10; // of the amounts there are: 0.004 are left
  private static final double SPACING = 2; // an octave: ripple below 0.1 dB

  @Override
  public Knob knob() {
    return Knob.BRIGHTNESS;
  }

  @Override
  public double lowest() {
    return -2;
  }

  @Override
  public double highest() {
    return 2;
  }

  /// Where the spectrum of the whole sound, seen through the filter, has the wanted centre.
  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    double[] powers = sound.spectrum();
    double[] cosines = cosines(powers.length);
    double low = lowest();
    double high = highest();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (KnobAnalyzer.brightness(through(powers, cosines, middle)) < to) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// Of the angle by which a sine of each frequency turns from sample to sample.
  private double[] cosines(int bins) {
    double[] cosines = new double[bins];
    for (int k = 0; k < bins; k++) {
      cosines[k] = StrictMath.cos(2 * Math.PI * k * KnobAnalyzer.HERTZ_PER_BIN / sampleRate);
    }
    return cosines;
  }

  /// Powers behind the filter.
  ///
  /// @param powers of [KnobAnalyzer#spectrumOf]
  private double[] through(double[] powers, double[] cosines, double amount) {
    double[] filtered = powers.clone();
    for (Section section : sections(amount)) {
      for (int k = 0; k < filtered.length; k++) {
        double power = section.power(cosines[k]);
        filtered[k] *= power * power;
      }
    }
    return filtered;
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    return amount -> tilted(sound.sound().samples(), amount);
  }

  private float[] tilted(float[] samples, double amount) {
    float[] out = samples.clone();
    if (amount != 0) {
      List<Section> sections = sections(amount);
      for (int i = 0; i < sections.size(); i += 2) {
        Section next = i + 1 < sections.size() ? sections.get(i + 1) : Section.NONE;
        sections.get(i).filterTwice(next, out);
      }
    }
    return out;
  }

  /// The filter is all of them, each twice.
  private List<Section> sections(double amount) {
    double detune = StrictMath.pow(SPACING, -amount / 2);
    List<Section> sections = new ArrayList<>();
    for (double pole = LOWEST_HZ; pole < sampleRate / 2.0; pole *= SPACING) {
      sections.add(Section.of(warped(pole * detune), warped(pole)));
    }
    return sections;
  }

  /// A corner frequency where the bilinear transform leaves it in its place; beyond the band it has
  /// no effect there.
  private double warped(double hz) {
    return StrictMath.tan(Math.PI * Math.min(hz, 0.49 * sampleRate) / sampleRate);
  }

  /// One zero and one pole, with gain 1 at frequency 0 (at half the rate for a falling slope it is
  /// below 1, for a rising one above).
  private record Section(double b0, double b1, double a1) {
    /// Leaves everything as it is.
    static final Section NONE = new Section(1, 0, 0);

    static Section of(double zero, double pole) {
      double scale = pole / (zero * (1 + pole));
      return new Section(scale * (1 + zero), scale * (zero - 1), (pole - 1) / (1 + pole));
    }

    /// This section and then another, each twice, in one pass: each time waits for the one before
    /// at the same sample only, so that all four take hardly longer than one.
    void filterTwice(Section next, float[] samples) {
      double memory = 0;
      double memoryTwice = 0;
      double nextMemory = 0;
      double nextMemoryTwice = 0;
      for (int t = 0; t < samples.length; t++) {
        double in = samples[t];
        double once = b0 * in + memory;
        memory = b1 * in - a1 * once;
        double twice = b0 * once + memoryTwice;
        memoryTwice = b1 * once - a1 * twice;
        double nextIn = (float) twice;
        double nextOnce = next.b0 * nextIn + nextMemory;
        nextMemory = next.b1 * nextIn - next.a1 * nextOnce;
        double nextTwice = next.b0 * nextOnce + nextMemoryTwice;
        nextMemoryTwice = next.b1 * nextOnce - next.a1 * nextTwice;
        samples[t] = (float) nextTwice;
      }
    }

    /// The power of what comes out at a frequency, for a power of 1.
    ///
    /// @param cosine of 2 pi times the frequency over the sample rate
    double power(double cosine) {
      return (b0 * b0 + b1 * b1 + 2 * b0 * b1 * cosine) / (1 + a1 * a1 + 2 * a1 * cosine);
    }
  }
}
