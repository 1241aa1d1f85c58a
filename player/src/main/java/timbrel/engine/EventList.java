package timbrel.engine;

import timbrel.realtime.RealTime;

/// The actions of one block in the order of their frames; those of the same frame in the order in
/// which they came.
final class EventList {
  static final int CAPACITY = 2048;

  private final int[] frames = new int[CAPACITY];
  private final Control[] controls = new Control[CAPACITY];
  private final int[] pads = new int[CAPACITY];
  private final int[] indices = new int[CAPACITY];
  private final float[] values = new float[CAPACITY];
  private int size;

  @RealTime
  int size() {
    return size;
  }

  @RealTime
  void clear() {
    size = 0;
  }

  /// @return false if there are too many
  @RealTime
  boolean add(int frame, Control control, int pad, int index, float value) {
    if (size == CAPACITY) {
      return false;
    }
    int at = size++;
    while (at > 0 && frames[at - 1] > frame) {
      move(at - 1, at);
      at--;
    }
    frames[at] = frame;
    controls[at] = control;
    pads[at] = pad;
    indices[at] = index;
    values[at] = value;
    return true;
  }

  @RealTime
  private void move(int from, int to) {
    frames[to] = frames[from];
    controls[to] = controls[from];
    pads[to] = pads[from];
    indices[to] = indices[from];
    values[to] = values[from];
  }

  @RealTime
  int frame(int i) {
    return frames[i];
  }

  @RealTime
  Control control(int i) {
    return controls[i];
  }

  @RealTime
  int pad(int i) {
    return pads[i];
  }

  @RealTime
  int index(int i) {
    return indices[i];
  }

  @RealTime
  float value(int i) {
    return values[i];
  }
}
