package timbrel.control.cv;

import timbrel.realtime.RealTime;

/// The mean of one window of samples after the other: smoothing and decimation in one.
final class WindowMean {
  private final int window;
  private int count;
  private double sum;
  private float value;

  /// @param milliseconds of a window; it has at least a millisecond
  WindowMean(float milliseconds, int sampleRate) {
    window = Math.max(1, Math.round(Math.max(1, milliseconds) * sampleRate / 1000f));
  }

  /// True if this sample has completed a window.
  @RealTime
  boolean add(float sample) {
    sum += sample;
    count++;
    if (count < window) {
      return false;
    }
    value = (float) (sum / window);
    sum = 0;
    count = 0;
    return true;
  }

  @RealTime
  float value() {
    return value;
  }
}
