package timbrel.audio;

import java.util.Arrays;

/// What a WAV file holds: one array of samples per channel, all of the same length.
///
/// @param channels `[channels][frames]`, full scale is -1 to 1
/// @param sampleRate in Hz, at least 1
public record Wav(float[][] channels, int sampleRate) {

  public Wav {
    if (channels.length == 0) {
      throw new IllegalArgumentException("a WAV of 0 channels, expected at least 1");
    }
    for (float[] channel : channels) {
      if (channel.length != channels[0].length) {
        throw new IllegalArgumentException(
            "a channel of %d frames beside one of %d"
                .formatted(channel.length, channels[0].length));
      }
    }
    if (sampleRate < 1) {
      throw new IllegalArgumentException(
          "sample rate is %d Hz, expected at least 1".formatted(sampleRate));
    }
  }

  public int frames() {
    return channels[0].length;
  }

  /// The mean of all channels: a sound that is the same in all of them keeps its level.
  public Sound mono() {
    if (channels.length == 1) {
      return new Sound(channels[0], sampleRate);
    }
    float[] mean = new float[frames()];
    for (int t = 0; t < mean.length; t++) {
      double sum = 0;
      for (float[] channel : channels) {
        sum += channel[t];
      }
      mean[t] = (float) (sum / channels.length);
    }
    return new Sound(mean, sampleRate);
  }

  /// Refuses a file with a sample that is not a number or infinite, and says where it is.
  public Wav requireFinite(String file) {
    for (int c = 0; c < channels.length; c++) {
      for (int t = 0; t < channels[c].length; t++) {
        if (!Float.isFinite(channels[c][t])) {
          throw new AudioFormatException(
              file, "sample %d of channel %d".formatted(t, c), channels[c][t], "a finite number");
        }
      }
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wav that
        && sampleRate == that.sampleRate
        && Arrays.deepEquals(channels, that.channels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(channels) + sampleRate;
  }

  @Override
  public String toString() {
    return "Wav[%d channels x %d frames at %d Hz]".formatted(channels.length, frames(), sampleRate);
  }
}
