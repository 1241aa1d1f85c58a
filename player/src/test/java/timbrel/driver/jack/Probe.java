package timbrel.driver.jack;

import java.util.Arrays;
import timbrel.engine.AudioCallback;

/// Plays the number of the sample on the left, what came in at the first input on the right, and
/// remembers all events and inputs.
final class Probe implements AudioCallback {
  static final int MOST_FRAMES = 1 << 20;
  private static final int MOST_EVENTS = 1 << 14;

  private final float[] voltages = new float[MOST_FRAMES];
  private final int[][] events = new int[MOST_EVENTS][];
  private volatile int frames;
  private volatile int eventCount;
  private volatile int longestBlock;
  private volatile boolean failing;

  @Override
  public void midi(int frame, int status, int data1, int data2) {
    if (eventCount < MOST_EVENTS) {
      events[eventCount] = new int[] {frames + frame, status, data1, data2};
      eventCount = eventCount + 1;
    }
  }

  @Override
  public void process(float[][] in, float[][] out, int length) {
    longestBlock = Math.max(longestBlock, length);
    if (failing) {
      throw new IllegalStateException("planted");
    }
    for (int i = 0; i < length; i++) {
      float voltage = in.length == 0 ? 0 : in[0][i];
      out[0][i] = 1 + (frames + i) % Peer.WRAP;
      out[1][i] = voltage;
      if (frames + i < MOST_FRAMES) {
        voltages[frames + i] = voltage;
      }
    }
    frames += length;
  }

  void failFromNowOn() {
    failing = true;
  }

  int frames() {
    return frames;
  }

  int longestBlock() {
    return longestBlock;
  }

  /// Frame since the start, status, first and second data byte.
  int[][] events() {
    return Arrays.copyOf(events, eventCount);
  }

  float voltage(int frame) {
    return voltages[frame];
  }
}
