package timbrel.audio;

import java.util.Arrays;

/// Signals to test with. `core/src/test/python/signals.py` makes the same ones.
public final class Signals {
  private Signals() {}

  /// White noise from the linear congruential generator of "Numerical Recipes", -1 to 1.
  public static float[] noise(int length, int seed) {
    float[] noise = new float[length];
    int state = seed;
    for (int t = 0; t < length; t++) {
      state = 1664525 * state + 1013904223;
      noise[t] = state / 2147483648f;
    }
    return noise;
  }

  public static float[] sine(int length, double hertz, int rate) {
    float[] sine = new float[length];
    for (int t = 0; t < length; t++) {
      sine[t] = (float) Math.sin(2 * Math.PI * hertz * t / rate);
    }
    return sine;
  }

  /// A tone of 180 Hz and noise, both dying away; the noise faster.
  public static float[] drum(int length, int rate, int seed) {
    float[] noise = noise(length, seed);
    float[] drum = new float[length];
    for (int t = 0; t < length; t++) {
      double seconds = t / (double) rate;
      double tone = 0.6 * Math.exp(-seconds / 0.08) * Math.sin(2 * Math.PI * 180 * seconds);
      drum[t] = (float) (tone + 0.3 * Math.exp(-seconds / 0.03) * noise[t]);
    }
    return drum;
  }

  /// `signal[t] * exp(-t / (seconds * rate))`
  public static float[] decaying(float[] signal, double seconds, int rate) {
    float[] out = new float[signal.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = (float) (signal[t] * Math.exp(-t / (seconds * rate)));
    }
    return out;
  }

  public static float[] scaled(float[] signal, double gain) {
    float[] out = new float[signal.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = (float) (signal[t] * gain);
    }
    return out;
  }

  public static float[] sum(float[] a, float[] b) {
    float[] out = a.clone();
    for (int t = 0; t < out.length; t++) {
      out[t] += b[t];
    }
    return out;
  }

  /// Silence of that many samples, then the signal.
  public static float[] delayed(float[] signal, int samples) {
    float[] out = new float[signal.length + samples];
    System.arraycopy(signal, 0, out, samples, signal.length);
    return out;
  }

  /// The signal, then silence, `length` samples together.
  public static float[] padded(float[] signal, int length) {
    return Arrays.copyOf(signal, length);
  }
}
