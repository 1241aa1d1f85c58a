package timbrel.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Helps the generation worker on computers with a processor for each of the two and one for the
/// audio thread: tokens become sound, and its knobs are brought to where they should be, in a
/// thread beside the one that makes tokens. It lives while there is something to do, and forgets
/// what it is given after it was closed.
final class FinishingThread implements Executor, AutoCloseable {
  private static final int PROCESSORS_FOR_ALL = 3;
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor thread;

  FinishingThread() {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            FinishingThread::newThread,
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    Thread made = new Thread(work, "timbrel-finishing");
    made.setDaemon(true);
    made.setPriority(Thread.MIN_PRIORITY); // see GenerationWorker
    return made;
  }

  /// Whether it would not be in the way of others on this computer.
  static boolean hasRoom() {
    return Runtime.getRuntime().availableProcessors() >= PROCESSORS_FOR_ALL;
  }

  @Override
  public void execute(Runnable sound) {
    thread.execute(sound);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
