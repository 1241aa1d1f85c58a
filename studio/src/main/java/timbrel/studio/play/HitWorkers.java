package timbrel.studio.play;

import java.util.Comparator;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// The threads that make hits for all pages, what somebody waits for first.
public final class HitWorkers implements AutoCloseable {
  private static final int MOST_THREADS = 4;

  private final AtomicLong numbers = new AtomicLong();
  private final ThreadPoolExecutor threads;

  /// @param wanted asked right before the work begins: what nobody wants any more is dropped
  private record Job(int urgency, long number, BooleanSupplier wanted, Runnable work)
      implements Runnable {
    static final Comparator<Runnable> ORDER =
        Comparator.comparingInt((Runnable job) -> -((Job) job).urgency())
            .thenComparingLong(job -> ((Job) job).number());

    @Override
    public void run() {
      if (wanted.getAsBoolean()) {
        work.run();
      }
    }
  }

  public HitWorkers(int processors) {
    int count = Math.clamp(processors, 1, MOST_THREADS);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.MINUTES,
            new PriorityBlockingQueue<>(64, Job.ORDER),
            Thread.ofPlatform().daemon().name("hits-", 0).factory());
  }

  /// @param urgency what is higher comes first; equals come in the order they were asked for
  public void submit(int urgency, BooleanSupplier wanted, Runnable work) {
    threads.execute(new Job(urgency, numbers.getAndIncrement(), wanted, work));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
