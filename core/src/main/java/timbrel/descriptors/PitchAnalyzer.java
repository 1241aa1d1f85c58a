package timbrel.descriptors;

import java.util.Arrays;
import java.util.Comparator;

/// The fundamental frequency of a whole sound, if it has one: YIN at half the sample rate on up to
/// eight frames, of which those that are periodic must carry half of the energy.
final class PitchAnalyzer {
  static final double LOWEST = 20; // Hz
  static final double HIGHEST = 2000;

  private static final double RATE = KnobAnalyzer.RATE / 2.0;
  private static final int WINDOW = 1024; // 46 ms: a whole period of 22 Hz, several of most drums
  private static final int MAX_LAG = (int) (RATE / LOWEST) + 1;
  private static final int MIN_LAG = 2; // higher than HIGHEST, so that its multiples are not taken
  private static final int HOP = 1024;
  private static final int MAX_FRAMES = 8;

  /// Above the 0.1 of the paper on voices: drums die away from period to period.
  private static final double THRESHOLD = 0.2;

  private static final double VOICED_SHARE = 0.5;

  private record Frame(double hertz, double energy) {}

  private final Yin yin = new Yin(WINDOW, MAX_LAG);

  /// In Hz, NaN if the sound has no pitch from 20 to 2000 Hz.
  double pitch(float[] samples, SoundingPart part) {
    float[] half = halfRate(samples, part);
    int count = Math.clamp(Math.ceilDiv(half.length, HOP), 1, MAX_FRAMES);
    Frame[] frames = new Frame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = frame(half, i * HOP);
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

  private Frame frame(float[] half, int start) {
    yin.analyze(half, start);
    int dip = yin.firstDip(THRESHOLD, MIN_LAG);
    double hertz = dip == 0 ? Double.NaN : RATE / yin.refined(dip);
    boolean inRange = hertz >= LOWEST && hertz <= HIGHEST;
    return new Frame(inRange ? hertz : Double.NaN, yin.energy());
  }

  /// Every second sample of the sounding part, after a short binomial low-pass. What folds back
  /// comes from above 11 kHz and is noise beside the pitches looked for.
  private static float[] halfRate(float[] samples, SoundingPart part) {
    float[] half = new float[(part.to() - part.from() + 1) / 2];
    for (int i = 0; i < half.length; i++) {
      int t = part.from() + 2 * i;
      half[i] =
          (at(samples, t - 2) + at(samples, t + 2)) * 0.0625f
              + (at(samples, t - 1) + at(samples, t + 1)) * 0.25f
              + at(samples, t) * 0.375f;
    }
    return half;
  }

  private static float at(float[] samples, int t) {
    return t >= 0 && t < samples.length ? samples[t] : 0;
  }
}
