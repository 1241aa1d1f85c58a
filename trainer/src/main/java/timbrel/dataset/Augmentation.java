package timbrel.dataset;

import java.util.random.RandomGenerator;

/// Changes a sound as a musician might without its becoming another: its level, its tuning, its
/// polarity, a little of its tone. Ranges are symmetric around no change, except for the gain.
///
/// @param maxCutDb the gain is drawn between minus this and 0 dB
/// @param maxSemitones the tuning changes by playing faster or slower, as on a sampler
/// @param flipPolarity whether half of the sounds are turned upside down
/// @param maxShelfDb a low shelf around 200 Hz and a high shelf around 4 kHz each change by up to
///   this
public record Augmentation(
    double maxCutDb, double maxSemitones, boolean flipPolarity, double maxShelfDb) {
  /// Leaves sounds as they are.
  public static final Augmentation NONE = new Augmentation(0, 0, false, 0);

  /// What training uses unless told otherwise.
  public static final Augmentation DEFAULT = new Augmentation(9, 3, true, 3);

  private static final int RATE = ImportedSound.SAMPLE_RATE;
  private static final double LOW_SHELF_HZ = 200;
  private static final double HIGH_SHELF_HZ = 4000;

  public Augmentation {
    if (!(maxCutDb >= 0 && maxSemitones >= 0 && maxSemitones <= 12 && maxShelfDb >= 0)) {
      throw new IllegalArgumentException(
          "ranges are %s dB, %s semitones, %s dB, expected 0 or more, at most 12 semitones"
              .formatted(maxCutDb, maxSemitones, maxShelfDb));
    }
  }

  /// A changed copy of a whole sound; its length changes with its tuning.
  public float[] apply(float[] samples, RandomGenerator random) {
    double speed = drawSpeed(random);
    return applyAt(samples, 0, (int) Math.ceil(samples.length / speed), speed, random);
  }

  /// A changed copy of part of a sound.
  ///
  /// @param start first sample of the part
  /// @param length of the copy; zeros follow where the sound ends sooner
  public float[] crop(float[] samples, int start, int length, RandomGenerator random) {
    return applyAt(samples, start, length, drawSpeed(random), random);
  }

  private double drawSpeed(RandomGenerator random) {
    return Math.pow(2, symmetric(maxSemitones, random) / 12);
  }

  private float[] applyAt(
      float[] samples, int start, int length, double speed, RandomGenerator random) {
    float[] out = new float[length];
    if (speed == 1) {
      int count = Math.clamp(samples.length - start, 0, length);
      System.arraycopy(samples, start, out, 0, count);
    } else {
      SpeedChange.read(samples, start, speed, out);
    }
    double sign = flipPolarity && random.nextBoolean() ? -1 : 1;
    double gain = sign * Math.pow(10, -maxCutDb * random.nextDouble() / 20);
    double low = Math.pow(10, symmetric(maxShelfDb, random) / 20);
    double high = Math.pow(10, symmetric(maxShelfDb, random) / 20);
    shelves(out, gain, low, high);
    return out;
  }

  private static double symmetric(double range, RandomGenerator random) {
    return range * (2 * random.nextDouble() - 1);
  }

  /// Splits the sound in three with two one-pole filters and mixes it with other gains.
  private static void shelves(float[] samples, double gain, double low, double high) {
    double lowPole = 1 - Math.exp(-2 * Math.PI * LOW_SHELF_HZ / RATE);
    double highPole = 1 - Math.exp(-2 * Math.PI * HIGH_SHELF_HZ / RATE);
    double bass = 0;
    double body = 0;
    for (int i = 0; i < samples.length; i++) {
      double x = samples[i];
      bass += lowPole * (x - bass);
      body += highPole * (x - body);
      double y = x + (low - 1) * bass + (high - 1) * (x - body);
      samples[i] = (float) (gain * y);
    }
  }
}
