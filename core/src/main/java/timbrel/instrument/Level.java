package timbrel.instrument;

import java.util.Map;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;

/// The last touches to a hit: its end and its level.
final class Level {
  private static final double FADE_SECONDS = 0.005;

  /// -1 dB of full scale, as the training sounds are normalised.
  static final float PEAK = 0.891f;

  private Level() {}

  /// Lets the last milliseconds go to nothing, since the end-of-sound token cuts between frames.
  static void soften(float[] samples, int sampleRate) {
    Samples.fadeOut(samples, (int) (FADE_SECONDS * sampleRate));
  }

  /// A hit whose loudness was not asked for gets the peak of the training sounds; one whose
  /// loudness was asked for is only kept from clipping.
  static Sound sensible(Sound sound, Map<Knob, Double> wanted) {
    float peak = sound.peak();
    if (peak == 0 || (wanted.containsKey(Knob.LOUDNESS) && peak <= PEAK)) {
      return sound;
    }
    return new Sound(Samples.times(sound.samples(), PEAK / (double) peak), sound.sampleRate());
  }
}
