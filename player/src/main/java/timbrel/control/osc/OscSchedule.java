package timbrel.control.osc;

import timbrel.engine.Control;

/// Actions whose time has not come: a binary heap by time, of places that are made once. Of the
/// same time, the one that came first goes first.
final class OscSchedule {
  private final Entry[] heap;
  private int size;
  private long arrivals;

  /// An action and when it counts.
  static final class Entry {
    private long time;
    private long arrival;
    private Control control = Control.ALL_OFF;
    private int pad;
    private int index;
    private float value;

    private boolean before(Entry other) {
      return time != other.time ? time < other.time : arrival < other.arrival;
    }
  }

  OscSchedule(int capacity) {
    heap = new Entry[capacity];
    for (int i = 0; i < capacity; i++) {
      heap[i] = new Entry();
    }
  }

  /// @param time nanoseconds since 1970
  /// @return false if there is no place left
  boolean add(long time, Control control, int pad, int index, float value) {
    if (size == heap.length) {
      return false;
    }
    Entry entry = heap[size];
    entry.time = time;
    entry.arrival = arrivals++;
    entry.control = control;
    entry.pad = pad;
    entry.index = index;
    entry.value = value;
    rise(size++);
    return true;
  }

  /// When the next one is due; far in the future if there is none.
  long nextTime() {
    return size == 0 ? Long.MAX_VALUE : heap[0].time;
  }

  /// Hands over what is due.
  void release(long now, OscOutlet outlet) {
    while (size > 0 && heap[0].time <= now) {
      Entry entry = heap[0];
      heap[0] = heap[--size];
      heap[size] = entry; // its place is used again
      sink();
      outlet.send(entry.control, entry.pad, entry.index, entry.value);
    }
  }

  private void rise(int i) {
    int child = i;
    while (child > 0 && heap[child].before(heap[(child - 1) / 2])) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void sink() {
    int parent = 0;
    int child = earlierChild(parent);
    while (child < size && heap[child].before(heap[parent])) {
      swap(parent, child);
      parent = child;
      child = earlierChild(parent);
    }
  }

  private int earlierChild(int parent) {
    int left = 2 * parent + 1;
    return left + 1 < size && heap[left + 1].before(heap[left]) ? left + 1 : left;
  }

  private void swap(int a, int b) {
    Entry entry = heap[a];
    heap[a] = heap[b];
    heap[b] = entry;
  }
}
