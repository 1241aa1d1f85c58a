package timbrel.dataset;

import java.nio.file.Path;
import java.util.Random;

/// Sounds to test with, made here.
final class TestSounds {
  static final int RATE = 44_100;

  private TestSounds() {}

  static ImportedSound sound(String id, String soundClass, String group, String cluster) {
    return sound(id, soundClass, group, cluster, new float[64]);
  }

  static ImportedSound sound(
      String id, String soundClass, String group, String cluster, float[] samples) {
    return new ImportedSound(
        id,
        Path.of(id + ".wav"),
        soundClass,
        group,
        cluster,
        samples,
        0,
        1,
        ImportedSound.UNKNOWN_LICENCE,
        "",
        false,
        0);
  }

  /// A decaying tone with a click of noise at its start, after `before` samples of silence.
  static float[] hit(int rate, int before, int length, double hz, double decaySeconds, long seed) {
    float[] samples = new float[before + length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++) {
      double t = (double) i / rate;
      double tone = Math.cos(2 * Math.PI * hz * t) * Math.exp(-t / decaySeconds);
      double click = (2 * random.nextDouble() - 1) * Math.exp(-t / 0.005);
      samples[before + i] = (float) (0.5 * tone + 0.25 * click);
    }
    return samples;
  }

  static float[] silence(int length) {
    return new float[length];
  }

  static float[] join(float[]... parts) {
    int length = 0;
    for (float[] part : parts) {
      length += part.length;
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  static float[] scaled(float[] samples, double gain) {
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (gain * samples[i]);
    }
    return out;
  }
}
