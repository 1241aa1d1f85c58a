package timbrel.descriptors;

import java.util.Arrays;
import java.util.Comparator;

/// The fundamental frequency of a whole sound, if it has one: YIN on up to 16 frames of its
/// low-passed form, of which those that are periodic must carry a good part of the energy.
final class PitchAnalyzer {
  static final double LOWEST = 20; // Hz
  static final double HIGHEST = 2000;

  private static final int DECIMATION = 4;
  private static final double RATE = KnobAnalyzer.RATE / (double) DECIMATION;

  /// Half the width of the triangle that low-passes: zero at 4 kHz, -9 dB at 2 kHz.
  private static final int TRIANGLE = 11;

  private static final int WINDOW = 512; // 46 ms: a whole period of 22 Hz, several of most drums
  private static final int MAX_LAG = (int) (RATE / LOWEST) + 1;
  private static final int MIN_LAG = 2; // higher than HIGHEST, so that its multiples are not taken
  private static final int HOP = 256;
  private static final int MAX_FRAMES = 16;

  /// Above the 0.1 of the paper on voices: drums die away and glide from period to period. Of the
  /// starter's kicks and toms seven in ten are voiced with it, of its hats one in eight. With 0.2,
  /// only one in four of its kicks is.
  private static final double THRESHOLD = 0.4;

  /// How much of the low-passed energy must be periodic.
  private static final double VOICED_SHARE = 0.5;

  /// How much of the energy must be left by the low-pass: below a hiss, any hum is a tone.
  private static final double LOW_SHARE = 0.1;

  private record Frame(double hertz, double energy) {}

  private final Yin yin = new Yin(WINDOW, MAX_LAG);

  /// In Hz, NaN if the sound has no pitch from 20 to 2000 Hz.
  double pitch(float[] samples, SoundingPart part) {
    float[] low = lowPassed(samples, part);
    double energy = energy(samples, part.from(), part.to());
    if (DECIMATION * energy(low, 0, low.length) < LOW_SHARE * energy) {
      return Double.NaN;
    }
    int count = Math.clamp(Math.ceilDiv(low.length, HOP), 1, MAX_FRAMES);
    Frame[] frames = new Frame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = frame(low, i * HOP);
    }
    Frame[] voiced =
        Arrays.stream(frames)
            .filter(frame -> !Double.isNaN(frame.hertz))
            .sorted(Comparator.comparingDouble(Frame::hertz))
            .toArray(Frame[]::new);
    double voicedEnergy = energy(voiced);
    if (voiced.length == 0 || voicedEnergy < VOICED_SHARE * energy(frames)) {
      return Double.NaN;
    }
    return median(voiced, voicedEnergy);
  }

  private static double energy(float[] samples, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += (double) samples[t] * samples[t];
    }
    return sum;
  }

  private static double energy(Frame[] frames) {
    double sum = 0;
    for (Frame frame : frames) {
      sum += frame.energy;
    }
    return sum;
  }

  /// Weighted by energy: half of it lies in frames that are no higher.
  private static double median(Frame[] rising, double energy) {
    int i = 0;
    for (double sum = rising[0].energy; sum < energy / 2; sum += rising[i].energy) {
      i++;
    }
    return rising[i].hertz;
  }

  private Frame frame(float[] low, int start) {
    yin.analyze(low, start);
    int dip = yin.firstDip(THRESHOLD, MIN_LAG);
    double hertz = dip == 0 ? Double.NaN : RATE / yin.refined(dip);
    boolean inRange = hertz >= LOWEST && hertz <= HIGHEST;
    return new Frame(inRange ? hertz : Double.NaN, yin.energy());
  }

  /// Every fourth sample of the sounding part, weighted with its surroundings by a triangle.
  private static float[] lowPassed(float[] samples, SoundingPart part) {
    float[] low = new float[Math.ceilDiv(part.to() - part.from(), DECIMATION)];
    for (int i = 0; i < low.length; i++) {
      int middle = part.from() + DECIMATION * i;
      int from = Math.max(0, middle - TRIANGLE + 1);
      int to = Math.min(samples.length, middle + TRIANGLE);
      float sum = 0;
      for (int t = from; t < to; t++) {
        sum += samples[t] * (TRIANGLE - Math.abs(t - middle));
      }
      low[i] = sum / (TRIANGLE * TRIANGLE);
    }
    return low;
  }
}
