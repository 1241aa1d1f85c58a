package timbrel.engine;

import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;
import timbrel.realtime.SpscQueue;

/// The next hits of one pad and velocity layer, from the worker to the audio thread.
final class HitRing {
  static final int CAPACITY = 8;

  /// Room for one hit.
  private static final class Slot {
    @Nullable PreparedHit hit;
  }

  private final SpscQueue<Slot> queue = new SpscQueue<>(CAPACITY, Slot::new);

  /// Worker: versions of the last hits that were put in, by their number.
  private final long[] versions = new long[CAPACITY];

  private long put;

  /// Worker: hands over a hit.
  ///
  /// @return false if there is no room
  boolean put(PreparedHit hit) {
    Slot slot = queue.claim();
    if (slot == null) {
      return false;
    }
    slot.hit = hit;
    versions[(int) (put++ % CAPACITY)] = hit.version();
    queue.publish();
    return true;
  }

  /// Worker: how many of those inside were made for `version`.
  int fresh(long version) {
    int inside = queue.size();
    int fresh = 0;
    for (long i = put - inside; i < put; i++) {
      fresh += versions[(int) (i % CAPACITY)] == version ? 1 : 0;
    }
    return fresh;
  }

  /// Worker: whether there is room for another.
  boolean hasRoom() {
    return queue.size() < CAPACITY;
  }

  /// Any thread: how many wait.
  int size() {
    return queue.size();
  }

  /// Audio thread: whether the oldest hit was made for `version`.
  @RealTime
  boolean isNextFresh(long version) {
    PreparedHit next = peek();
    return next != null && next.version() == version;
  }

  /// Audio thread: the oldest hit, which stays, or null.
  @RealTime
  @Nullable PreparedHit peek() {
    Slot slot = queue.peek();
    return slot == null ? null : slot.hit;
  }

  /// Audio thread: the oldest hit, or null.
  @RealTime
  @Nullable PreparedHit take() {
    Slot slot = queue.peek();
    if (slot == null) {
      return null;
    }
    PreparedHit taken = slot.hit;
    slot.hit = null;
    queue.release();
    return taken;
  }
}
