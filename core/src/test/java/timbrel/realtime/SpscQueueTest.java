package timbrel.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpscQueueTest {
  private static final class Slot {
    long value;
  }

  @Test
  void whatGoesInFirstComesOutFirst() {
    SpscQueue<Slot> queue = new SpscQueue<>(4, Slot::new);
    for (int i = 0; i < 3; i++) {
      put(queue, i);
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(i, take(queue));
    }
    assertNull(queue.peek());
  }

  @Test
  void aFullRingRefusesAndLosesNothing() {
    SpscQueue<Slot> queue = new SpscQueue<>(3, Slot::new);
    assertEquals(4, queue.capacity());
    for (int i = 0; i < 4; i++) {
      put(queue, i);
    }
    assertNull(queue.claim());
    assertEquals(4, queue.size());
    assertEquals(0, take(queue));
    assertNotNull(queue.claim());
  }

  @Test
  void slotsAreReused() {
    SpscQueue<Slot> queue = new SpscQueue<>(1, Slot::new);
    Slot first = queue.claim();
    assertSame(first, queue.claim());
    queue.publish();
    assertSame(first, queue.peek());
    queue.release();
    assertSame(first, queue.claim());
  }

  @Test
  void twoThreadsSeeTheSameOrder() throws InterruptedException {
    SpscQueue<Slot> queue = new SpscQueue<>(8, Slot::new);
    long count = 200_000;
    Thread producer =
        new Thread(() -> {
          for (long i = 0; i < count; i++) {
            while (queue.claim() == null) {
              Thread.onSpinWait();
              Thread.yield();
            }
            put(queue, i);
          }
        });
    producer.start();
    for (long i = 0; i < count; i++) {
      while (queue.peek() == null) {
        Thread.onSpinWait();
        Thread.yield();
      }
      assertEquals(i, take(queue));
    }
    producer.join();
  }

  @Test
  void anImpossibleCapacityIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SpscQueue<>(0, Slot::new));
    assertThrows(IllegalArgumentException.class, () -> new SpscQueue<>(1 << 21, Slot::new));
  }

  private static void put(SpscQueue<Slot> queue, long value) {
    queue.claim().value = value;
    queue.publish();
  }

  private static long take(SpscQueue<Slot> queue) {
    long value = queue.peek().value;
    queue.release();
    return value;
  }
}
