package timbrel.dataset;

/// Many channels into one.
final class Mixdown {
  /// Channels whose mean is softer than this beside the loudest of them cancel each other (-9 dB;
  /// two unrelated channels give -3, one silent channel of two -6).
  private static final double CANCELLED = 0.35;

  private Mixdown() {}

  /// The mean of the channels, or the loudest channel when they cancel.
  static float[] toMono(float[][] channels) {
    if (channels.length == 1) {
      return channels[0];
    }
    float[] mean = new float[channels[0].length];
    float[] loudest = channels[0];
    for (float[] channel : channels) {
      if (energy(channel) > energy(loudest)) {
        loudest = channel;
      }
      for (int i = 0; i < mean.length; i++) {
        mean[i] += channel[i] / channels.length;
      }
    }
    boolean cancelled = energy(mean) < CANCELLED * CANCELLED * energy(loudest);
    return cancelled ? loudest : mean;
  }

  static double energy(float[] samples) {
    double sum = 0;
    for (float x : samples) {
      sum += (double) x * x;
    }
    return sum;
  }
}
