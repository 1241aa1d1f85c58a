package timbrel.realtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A ring of slots between one producing thread and one consuming thread; neither ever waits for
/// the other (Lamport 1983, "Specifying concurrent program modules", section 4).
///
/// Slots are made once and reused: a producer fills the one that it has claimed and publishes it, a
/// consumer reads the oldest one and releases it. Nothing is allocated.
///
/// ```java
/// Event event = queue.claim();       // null: full
/// if (event != null) {
///   event.value = 1;
///   queue.publish();
/// }
/// ```
///
/// @param <T> mutable slots; between `peek` and `release` the consumer may change them too
public final class SpscQueue<T> {
  private static final VarHandle CURSOR = MethodHandles.arrayElementVarHandle(long[].class);

  /// Places in [#cursors], two cache lines from each other and from the ends, so that the two
  /// threads do not take each other's line away.
  private static final int WRITTEN = 16;

  private static final int READ = 32;
  private static final int CURSORS = 48;

  private final Object[] slots;
  private final int mask;
  private final long[] cursors = new long[CURSORS];

  /// @param capacity how many can be on their way at once, 1 to 2^20; rounded up to a power of two
  public SpscQueue(int capacity, Supplier<? extends T> slot) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException(
          "capacity %d, expected 1 to %d".formatted(capacity, 1 << 20));
    }
    slots = new Object[capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1];
    mask = slots.length - 1;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = slot.get();
    }
  }

  public int capacity() {
    return slots.length;
  }

  /// Producer: the slot to fill next, or null when the ring is full. The same one until it is
  /// published.
  @RealTime
  public @Nullable T claim() {
    long next = cursors[WRITTEN];
    return next - (long) CURSOR.getAcquire(cursors, READ) == slots.length ? null : slot(next);
  }

  /// Producer: hands over the slot that was claimed.
  @RealTime
  public void publish() {
    CURSOR.setRelease(cursors, WRITTEN, cursors[WRITTEN] + 1);
  }

  /// Consumer: the oldest slot, or null when the ring is empty. The same one until it is released.
  @RealTime
  public @Nullable T peek() {
    long next = cursors[READ];
    return next == (long) CURSOR.getAcquire(cursors, WRITTEN) ? null : slot(next);
  }

  /// Consumer: gives back the slot that was peeked at.
  @RealTime
  public void release() {
    CURSOR.setRelease(cursors, READ, cursors[READ] + 1);
  }

  /// How many are on their way; out of date as soon as it is known. Any thread.
  @RealTime
  public int size() {
    long read = (long) CURSOR.getAcquire(cursors, READ);
    return (int) ((long) CURSOR.getAcquire(cursors, WRITTEN) - read);
  }

  @RealTime
  @SuppressWarnings("unchecked") // only the supplier's slots are ever in it
  private T slot(long index) {
    return (T) slots[(int) index & mask];
  }
}
