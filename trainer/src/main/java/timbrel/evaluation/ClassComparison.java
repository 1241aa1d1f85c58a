package timbrel.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import timbrel.audio.Sound;
import timbrel.classifier.LogMelPicture;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobValues;

/// Generated hits of one class next to real ones.
///
/// @param soundClass its name
/// @param realSounds that were measured
/// @param generatedSounds that were measured
/// @param realAttack in ms
/// @param generatedAttack in ms
/// @param realDecay in ms
/// @param generatedDecay in ms
/// @param realBrightness in Hz
/// @param generatedBrightness in Hz
/// @param spectrumDifference mean absolute difference of the mean spectra over 64 mel bands, in dB,
///   where the real ones are within 60 dB of their loudest band
public record ClassComparison(
    String soundClass,
    int realSounds,
    int generatedSounds,
    Spread realAttack,
    Spread generatedAttack,
    Spread realDecay,
    Spread generatedDecay,
    Spread realBrightness,
    Spread generatedBrightness,
    double spectrumDifference) {
  private static final int MOST_REAL = 64;
  private static final double RANGE_DB = 60;

  static ClassComparison of(
      String soundClass, List<LabelledSound> real, List<LabelledSound> generated) {
    List<LabelledSound> some = evenly(real);
    List<KnobValues> realValues = values(some);
    List<KnobValues> generatedValues = values(generated);
    return new ClassComparison(
        soundClass,
        some.size(),
        generated.size(),
        spread(realValues, Knob.ATTACK),
        spread(generatedValues, Knob.ATTACK),
        spread(realValues, Knob.DECAY),
        spread(generatedValues, Knob.DECAY),
        spread(realValues, Knob.BRIGHTNESS),
        spread(generatedValues, Knob.BRIGHTNESS),
        spectrumDifference(some, generated));
  }

  private static List<LabelledSound> evenly(List<LabelledSound> sounds) {
    int count = Math.min(MOST_REAL, sounds.size());
    return IntStream.range(0, count)
        .mapToObj(i -> sounds.get((int) ((long) i * sounds.size() / count)))
        .toList();
  }

  private static List<KnobValues> values(List<LabelledSound> sounds) {
    return sounds.parallelStream()
        .map(s -> KnobAnalyzer.analyze(new Sound(s.samples(), 44_100)))
        .toList();
  }

  private static Spread spread(List<KnobValues> values, Knob knob) {
    return Spread.of(values.stream().map(v -> v.get(knob)).toList());
  }

  private static double spectrumDifference(
      List<LabelledSound> real, List<LabelledSound> generated) {
    if (real.isEmpty() || generated.isEmpty()) {
      return Double.NaN;
    }
    double[] a = meanSpectrum(real);
    double[] b = meanSpectrum(generated);
    double loudest = IntStream.range(0, a.length).mapToDouble(i -> a[i]).max().orElse(0);
    return IntStream.range(0, a.length)
        .filter(i -> a[i] > loudest - RANGE_DB)
        .mapToDouble(i -> Math.abs(a[i] - b[i]))
        .average()
        .orElse(Double.NaN);
  }

  /// Decibels in each mel band, each sound counting by the shape of its spectrum, not its level.
  private static double[] meanSpectrum(List<LabelledSound> sounds) {
    double[] sum = new double[LogMelPicture.BANDS];
    for (LabelledSound sound : sounds) {
      LogMelPicture picture = LogMelPicture.of(sound.samples());
      double[] power = new double[LogMelPicture.BANDS];
      double total = 0;
      for (int i = 0; i < picture.values().length; i++) {
        double p = Math.exp(picture.values()[i]);
        power[i % LogMelPicture.BANDS] += p;
        total += p;
      }
      for (int b = 0; b < sum.length; b++) {
        sum[b] += power[b] / total / sounds.size();
      }
    }
    double[] decibels = new double[sum.length];
    for (int b = 0; b < sum.length; b++) {
      decibels[b] = 10 * Math.log10(Math.max(1e-12, sum[b]));
    }
    return decibels;
  }
}
