package timbrel.studio.exports;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.NotFoundException;

/// Makes kits one after the other, and keeps the last ones until they are fetched.
public final class ExportJobs implements AutoCloseable {
  private static final int MOST_KEPT = 8;
  private static final int MOST_WAITING = 16;

  private final InstrumentShelf shelf;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("exports").factory());
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Job> jobs = new LinkedHashMap<>();
  private final Path folder;

  /// @param state `waiting`, `making`, `done` or `failed`
  private record Job(KitPlan plan, String state, int made, String problem) {}

  public ExportJobs(InstrumentShelf shelf) {
    this.shelf = shelf;
    try {
      folder = Files.createTempDirectory("timbrel-exports");
    } catch (IOException e) {
      throw new UncheckedIOException("no place for exports", e);
    }
  }

  /// A finished kit.
  ///
  /// @param name for the one who saves it
  public record Finished(Path file, String name) {}

  /// Queues a kit and returns its number.
  public synchronized long start(KitPlan plan) {
    long waiting = jobs.values().stream().filter(job -> job.state().equals("waiting")).count();
    if (waiting >= MOST_WAITING) {
      throw new BadRequestException("%d kits are waiting already".formatted(waiting));
    }
    shelf.get(plan.instrument()).maker();
    long number = numbers.incrementAndGet();
    jobs.put(number, new Job(plan, "waiting", 0, ""));
    forgetOldest();
    worker.execute(() -> make(number, plan));
    return number;
  }

  private void forgetOldest() {
    if (jobs.size() > MOST_KEPT + MOST_WAITING) {
      long oldest = jobs.keySet().iterator().next();
      jobs.remove(oldest);
      delete(file(oldest));
    }
  }

  private void make(long number, KitPlan plan) {
    try {
      update(number, new Job(plan, "making", 0, ""));
      Kit kit =
          new KitMaker(shelf.get(plan.instrument()))
              .make(plan, made -> update(number, new Job(plan, "making", made, "")));
      try (OutputStream out = Files.newOutputStream(file(number))) {
        plan.format().write(kit, out);
      }
      update(number, new Job(plan, "done", plan.sounds(), ""));
    } catch (IOException | RuntimeException e) {
      delete(file(number));
      update(number, new Job(plan, "failed", 0, String.valueOf(e.getMessage())));
    }
  }

  private synchronized void update(long number, Job job) {
    jobs.replace(number, job);
  }

  /// How a job gets on.
  public synchronized JsonObject state(long number) {
    Job job = job(number);
    JsonObject json = new JsonObject();
    json.addProperty("id", number);
    json.addProperty("state", job.state());
    json.addProperty("made", job.made());
    json.addProperty("sounds", job.plan().sounds());
    json.addProperty("file", job.plan().name() + job.plan().format().ending());
    if (!job.problem().isEmpty()) {
      json.addProperty("problem", job.problem());
    }
    return json;
  }

  /// @throws NotFoundException if there is no finished one of that number
  public synchronized Finished finished(long number) {
    Job job = job(number);
    if (!job.state().equals("done")) {
      throw new NotFoundException("export " + number + " is not done: " + job.state());
    }
    return new Finished(file(number), job.plan().name() + job.plan().format().ending());
  }

  private Job job(long number) {
    Job job = jobs.get(number);
    if (job == null) {
      throw new NotFoundException("there is no export " + number);
    }
    return job;
  }

  private Path file(long number) {
    return folder.resolve(number + ".kit");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // a temporary file too many harms nobody
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    jobs.keySet().forEach(number -> delete(file(number)));
    delete(folder);
  }
}
