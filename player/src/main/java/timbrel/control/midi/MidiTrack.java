package timbrel.control.midi;

import java.util.Arrays;

/// Events of one track, in the order of their ticks: channel messages and tempo changes.
final class MidiTrack {
  /// Marks an event as a tempo change; the lower bits are microseconds a quarter note.
  static final int TEMPO = 1 << 30;

  private long[] ticks = new long[64];
  private int[] events = new int[64];
  private int size;
  private long endTick;

  void add(long tick, int event) {
    if (size == ticks.length) {
      ticks = Arrays.copyOf(ticks, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    ticks[size] = tick;
    events[size] = event;
    size++;
  }

  void end(long tick) {
    endTick = tick;
  }

  int size() {
    return size;
  }

  long tick(int i) {
    return ticks[i];
  }

  int event(int i) {
    return events[i];
  }

  long endTick() {
    return endTick;
  }
}
