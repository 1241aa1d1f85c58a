package timbrel.instrument;

import java.util.EnumMap;
import java.util.Map;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

/// A sound of which each knob is measured when it is first asked for, and only then. Not for
/// several threads.
final class MeasuredSound {
  private final Sound sound;
  private final Map<Knob, Double> values = new EnumMap<>(Knob.class);

  MeasuredSound(Sound sound) {
    this.sound = sound;
  }

  Sound sound() {
    return sound;
  }

  /// In natural units; NaN where it cannot be measured.
  double value(Knob knob) {
    return values.computeIfAbsent(knob, one -> KnobAnalyzer.measure(sound, one));
  }

  /// The same sound after something was done to its samples.
  MeasuredSound with(float[] samples) {
    return new MeasuredSound(new Sound(samples, sound.sampleRate()));
  }
}
