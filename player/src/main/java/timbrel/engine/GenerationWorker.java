package timbrel.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The thread that keeps hits ready. Its priority is the lowest that Java has, which means nothing
/// on Linux, and on purpose no more is done there: a thread that the system leaves waiting in the
/// middle of its work holds up every stop of the virtual machine, and with it the audio thread.
final class GenerationWorker implements AutoCloseable {
  /// Hits made together: more take less time each, but the first of them comes later.
  private static final int BATCH = 16;

  /// What is wanted most is made alone.
  private static final int URGENT_BATCH = 1;

  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long REST_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Generation generation;
  private final WishList wishes = WishList.live();
  private volatile String trouble = "";
  private volatile boolean closed;
  private volatile Thread thread;
  private volatile long workedNanos;

  GenerationWorker(Generation generation) {
    this.generation = generation;
    thread = newThread();
  }

  private Thread newThread() {
    Thread made = new Thread(this::work, "timbrel-generation");
    made.setDaemon(true);
    made.setPriority(Thread.MIN_PRIORITY);
    // What ends the thread is shown, and revive starts another.
    made.setUncaughtExceptionHandler((ended, why) -> trouble = "generation ended: " + why);
    return made;
  }

  void start() {
    thread.start();
  }

  /// Starts the thread again if something has ended it.
  void revive() {
    if (!closed && thread.getState() == Thread.State.TERMINATED) {
      thread = newThread();
      thread.start();
    }
  }

  private void work() {
    while (!closed) {
      long begin = System.nanoTime();
      try {
        if (generation.prepareStored()) {
          continue;
        }
        int made = generation.step(wishes, URGENT_BATCH);
        if (made == URGENT_BATCH) {
          made += generation.step(wishes, BATCH);
        }
        if (made > 0) {
          workedNanos += System.nanoTime() - begin;
          trouble = "";
        } else {
          LockSupport.parkNanos(NAP_NANOS);
        }
      } catch (RuntimeException failed) {
        trouble = "generation failed: " + failed.getMessage();
        LockSupport.parkNanos(REST_AFTER_FAILURE_NANOS);
      }
    }
  }

  /// What went wrong last; empty if nothing.
  String trouble() {
    return trouble;
  }

  /// Time spent on making hits.
  long workedNanos() {
    return workedNanos;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
