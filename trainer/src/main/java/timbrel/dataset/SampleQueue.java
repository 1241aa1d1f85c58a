package timbrel.dataset;

import java.util.Arrays;

/// The newest stretch of a stream of samples, addressed by their place in the whole stream.
final class SampleQueue {
  private final float[][] samples;
  private long start;
  private int length;

  SampleQueue(int channels) {
    samples = new float[channels][1 << 12];
  }

  /// Place of the oldest sample that is still there.
  long start() {
    return start;
  }

  /// Place just after the newest sample.
  long end() {
    return start + length;
  }

  void add(float[][] channels, int frames) {
    int needed = Math.addExact(length, frames);
    for (int c = 0; c < samples.length; c++) {
      if (samples[c].length < needed) {
        samples[c] = Arrays.copyOf(samples[c], Math.max(needed, 2 * samples[c].length));
      }
      System.arraycopy(channels[c], 0, samples[c], length, frames);
    }
    length = needed;
  }

  /// Forgets everything before `place`, at the latest when it is half of what is there.
  void dropUntil(long place) {
    int count = (int) Math.clamp(place - start, 0, length);
    if (count > length / 2) {
      for (float[] channel : samples) {
        System.arraycopy(channel, count, channel, 0, length - count);
      }
      start += count;
      length -= count;
    }
  }

  float[][] copy(long from, long to) {
    float[][] copy = new float[samples.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = Arrays.copyOfRange(samples[c], (int) (from - start), (int) (to - start));
    }
    return copy;
  }

  /// Size of the step from the sample before to each sample, the largest of all channels.
  float[] steps(long from, long to) {
    float[] steps = new float[(int) (to - from)];
    for (float[] channel : samples) {
      for (int i = 0; i < steps.length; i++) {
        int at = (int) (from - start) + i;
        float before = at == 0 ? 0 : channel[at - 1];
        steps[i] = Math.max(steps[i], Math.abs(channel[at] - before));
      }
    }
    return steps;
  }
}
