package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FinishingThreadTest {
  @Test
  void worksBesideTheThreadThatAsksForIt() {
    try (FinishingThread finishing = new FinishingThread()) {
      CompletableFuture<Thread> worked = new CompletableFuture<>();
      finishing.execute(() -> worked.complete(Thread.currentThread()));
      Thread beside = worked.join();
      assertNotSame(Thread.currentThread(), beside);
      assertTrue(beside.isDaemon(), "it keeps the program from ending");
    }
  }

  @Test
  void closedWhileItWorksItBeginsNothingMore() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    AtomicBoolean next = new AtomicBoolean();
    FinishingThread finishing = new FinishingThread();
    finishing.execute(() -> {
      begun.countDown();
      try {
        Thread.sleep(60_000);
        interrupted.complete(false);
      } catch (InterruptedException e) {
        interrupted.complete(true);
      }
    });
    finishing.execute(() -> next.set(true));
    begun.await();
    finishing.close();
    assertTrue(interrupted.join());
    finishing.execute(() -> next.set(true)); // forgotten, and no error
    assertFalse(next.get());
  }
}
