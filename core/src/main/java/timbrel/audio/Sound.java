package timbrel.audio;

import java.util.Arrays;

/// A mono sound: full scale is -1 to 1.
///
/// The array is owned by this record; callers must not change it.
///
/// @param samples one value per sampling instant
/// @param sampleRate in Hz, at least 1
public record Sound(float[] samples, int sampleRate) {

  public Sound {
    if (sampleRate < 1) {
      throw new IllegalArgumentException(
          "sample rate is %d Hz, expected at least 1".formatted(sampleRate));
    }
  }

  public int length() {
    return samples.length;
  }

  public double seconds() {
    return samples.length / (double) sampleRate;
  }

  /// The largest absolute sample, 0 for an empty sound.
  public float peak() {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /// The same samples at 44.1 kHz or whatever else is asked for.
  public Sound resampledTo(int rate) {
    return rate == sampleRate
        ? this
        : new Sound(Resampler.resample(samples, sampleRate, rate), rate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sound that
        && sampleRate == that.sampleRate
        && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(samples) + sampleRate;
  }

  @Override
  public String toString() {
    return "Sound[%d samples at %d Hz]".formatted(samples.length, sampleRate);
  }
}
