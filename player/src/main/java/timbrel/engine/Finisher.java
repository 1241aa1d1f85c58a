package timbrel.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Where tokens become sound and knobs are brought to where they should be: in a thread of its own,
/// beside the one that makes tokens, if the computer has a processor for each of the two and one
/// for the audio thread; else where it is called.
final class Finisher implements Executor, AutoCloseable {
  private static final int PROCESSORS_FOR_ALL = 3;

  private final ExecutorService thread;
  private final boolean apart;

  /// @param processors of the computer
  Finisher(int processors) {
    apart = processors >= PROCESSORS_FOR_ALL;
    thread = Executors.newSingleThreadExecutor(Finisher::newThread);
  }

  private static Thread newThread(Runnable work) {
    Thread made = new Thread(work, "timbrel-finishing");
    made.setDaemon(true);
    made.setPriority(Thread.MIN_PRIORITY); // see GenerationWorker
    return made;
  }

  @Override
  public void execute(Runnable work) {
    if (apart) {
      thread.execute(work);
    } else {
      work.run();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
