package timbrel.evaluation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Sounds for the tests, made from formulas.
final class Drums {
  private Drums() {}

  /// The same as `hit` in evaluation_golden.py: a decaying tone with a rattle.
  static float[] hit(int length, double tone, double decay, double wobble) {
    float[] x = new float[length];
    for (int n = 0; n < length; n++) {
      double t = n / 44_100.0;
      x[n] =
          (float)
              (0.7 * Math.sin(2 * Math.PI * tone * t) * Math.exp(-t / decay)
                  + 0.2 * Math.sin(wobble * n * n * 1e-3) * Math.exp(-t / (decay / 3)));
    }
    return x;
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// A low sweep, like a kick.
  static float[] kick(RandomGenerator random) {
    double tone = random.nextDouble(45, 75);
    double decay = random.nextDouble(0.05, 0.15);
    double sweep = random.nextDouble(100, 250);
    float[] x = new float[13_000];
    double phase = 0;
    for (int n = 0; n < x.length; n++) {
      double t = n / 44_100.0;
      phase += 2 * Math.PI * (tone + sweep * Math.exp(-t / 0.02)) / 44_100;
      x[n] = (float) (0.9 * Math.sin(phase) * Math.exp(-t / decay));
    }
    return x;
  }

  /// A short burst of bright noise, like a closed hat.
  static float[] hat(RandomGenerator random) {
    double decay = random.nextDouble(0.01, 0.04);
    float[] x = new float[6_000];
    double before = 0;
    for (int n = 0; n < x.length; n++) {
      double noise = random.nextDouble(-1, 1);
      x[n] = (float) (0.45 * (noise - before) * Math.exp(-n / 44_100.0 / decay));
      before = noise;
    }
    return x;
  }

  /// Noise over a middle tone, like a snare.
  static float[] snare(RandomGenerator random) {
    double tone = random.nextDouble(160, 240);
    double decay = random.nextDouble(0.06, 0.12);
    float[] x = new float[12_000];
    double low = 0;
    for (int n = 0; n < x.length; n++) {
      double t = n / 44_100.0;
      low += 0.4 * (random.nextDouble(-1, 1) - low);
      x[n] =
          (float)
              (0.5 * low * Math.exp(-t / decay)
                  + 0.4 * Math.sin(2 * Math.PI * tone * t) * Math.exp(-t / 0.05));
    }
    return x;
  }

  static float[] withNoise(float[] sound, double level, long seed) {
    RandomGenerator random = random(seed);
    float[] noisy = sound.clone();
    for (int n = 0; n < noisy.length; n++) {
      noisy[n] += (float) (level * random.nextGaussian());
    }
    return noisy;
  }

  /// The same as `lattice` in evaluation_golden.py.
  static double[][] lattice(int rows, int columns, double a, double b, double shift) {
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] =
            Math.sin(a * (i + 1) * (j + 2) + b * i * i) + 0.1 * Math.cos(b * (i + j)) + shift;
      }
    }
    return values;
  }
}
