package timbrel.instrument;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

/// A sound of which each knob is measured when it is first asked for, and only then. Those that
/// come of each other share an analyzer, and so are not for several threads.
final class MeasuredSound {
  private final KnobAnalyzer analyzer;
  private final Sound sound;
  private final Map<Knob, Double> values = new EnumMap<>(Knob.class);

  private double @Nullable [] spectrum;

  MeasuredSound(Sound sound) {
    this(sound, new KnobAnalyzer());
  }

  private MeasuredSound(Sound sound, KnobAnalyzer analyzer) {
    this.sound = sound;
    this.analyzer = analyzer;
  }

  Sound sound() {
    return sound;
  }

  /// In natural units; NaN where it cannot be measured.
  double value(Knob knob) {
    return values.computeIfAbsent(knob, one -> analyzer.valueOf(sound, one));
  }

  /// That of [KnobAnalyzer#spectrumOf]; not to be changed.
  double[] spectrum() {
    if (spectrum == null) {
      spectrum = analyzer.spectrumOf(sound);
    }
    return spectrum;
  }

  /// The same sound after something was done to its samples.
  MeasuredSound with(float[] samples) {
    return new MeasuredSound(new Sound(samples, sound.sampleRate()), analyzer);
  }
}
