package timbrel.evaluation;

import java.util.random.RandomGenerator;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;

/// Noise with the envelope and the spectrum of a sound and nothing else of it: what a codec would
/// reach that kept those two and invented the rest.
///
/// White noise gets the sound's mean power spectrum over all its frames, then, block by block of
/// 256 samples, the sound's power.
final class ShapedNoise {
  private static final int FFT = 2048;
  private static final int HOP = FFT / 4;
  private static final int BLOCK = 256;

  private ShapedNoise() {}

  static float[] like(float[] sound, RandomGenerator random) {
    if (sound.length == 0) {
      return sound;
    }
    float[] noise = new float[sound.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return withEnvelope(sound, withSpectrum(meanMagnitudes(sound), noise));
  }

  private static double[] meanMagnitudes(float[] sound) {
    double[] power = new double[FFT / 2 + 1];
    forEachFrame(
        sound,
        (start, re, im) -> {
          for (int k = 0; k < power.length; k++) {
            power[k] += (double) re[k] * re[k] + (double) im[k] * im[k];
          }
        });
    for (int k = 0; k < power.length; k++) {
      power[k] = Math.sqrt(power[k]);
    }
    return power;
  }

  private static float[] withSpectrum(double[] magnitudes, float[] noise) {
    float[] coloured = new float[noise.length];
    float[] window = Windows.hann(FFT);
    RealFft inverse = new RealFft(FFT);
    float[] piece = new float[FFT];
    forEachFrame(
        noise,
        (start, re, im) -> {
          for (int k = 0; k < magnitudes.length; k++) {
            re[k] *= (float) magnitudes[k];
            im[k] *= (float) magnitudes[k];
          }
          inverse.inverse(re, im, piece);
          for (int i = Math.max(0, -start); i < FFT && start + i < coloured.length; i++) {
            coloured[start + i] += window[i] * piece[i];
          }
        });
    return coloured;
  }

  private interface Frame {
    void take(int start, float[] re, float[] im);
  }

  private static void forEachFrame(float[] sound, Frame frame) {
    float[] window = Windows.hann(FFT);
    RealFft fft = new RealFft(FFT);
    float[] block = new float[FFT];
    float[] re = new float[FFT / 2 + 1];
    float[] im = new float[FFT / 2 + 1];
    for (int start = HOP - FFT; start < sound.length; start += HOP) {
      for (int i = 0; i < FFT; i++) {
        int at = start + i;
        block[i] = at < 0 || at >= sound.length ? 0 : window[i] * sound[at];
      }
      fft.forward(block, re, im);
      frame.take(start, re, im);
    }
  }

  private static float[] withEnvelope(float[] sound, float[] noise) {
    float[] shaped = new float[sound.length];
    for (int from = 0; from < sound.length; from += BLOCK) {
      int to = Math.min(sound.length, from + BLOCK);
      double wanted = power(sound, from, to);
      double found = power(noise, from, to);
      float gain = found > 0 ? (float) Math.sqrt(wanted / found) : 0;
      for (int i = from; i < to; i++) {
        shaped[i] = gain * noise[i];
      }
    }
    return shaped;
  }

  private static double power(float[] sound, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) sound[i] * sound[i];
    }
    return sum;
  }
}
