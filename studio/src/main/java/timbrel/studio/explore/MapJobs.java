package timbrel.studio.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.runs.SoundSets;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.OpenInstrument;

/// Makes maps one after the other, and keeps the last ones.
public final class MapJobs implements AutoCloseable {
  private static final int MOST_KEPT = 6;
  private static final int LONGEST_ID = 100;

  private final InstrumentShelf shelf;
  private final SoundSets sounds;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("maps").factory());
  private final Map<Long, Job> jobs = new LinkedHashMap<>();
  private long numbers;

  /// @param state `waiting`, `making`, `done` or `failed`
  private record Job(String state, int done, int total, JsonArray points, String problem) {}

  public MapJobs(InstrumentShelf shelf, SoundSets sounds) {
    this.shelf = shelf;
    this.sounds = sounds;
  }

  /// `instrument`, and `sounds` if recordings are to be on it.
  public synchronized JsonObject start(JsonRequest json) {
    OpenInstrument instrument = shelf.get(json.text("instrument", LONGEST_ID));
    instrument.maker();
    String set = json.optionalText("sounds", LONGEST_ID).orElse("");
    Map<String, String> recordings = set.isEmpty() ? Map.of() : sounds.classes(set);
    Path folder = set.isEmpty() ? Path.of("") : sounds.hits(set);
    long number = ++numbers;
    jobs.put(number, new Job("waiting", 0, 0, new JsonArray(), ""));
    if (jobs.size() > MOST_KEPT) {
      jobs.remove(jobs.keySet().iterator().next());
    }
    worker.execute(() -> make(number, new SoundMap(instrument), folder, recordings));
    return state(number);
  }

  private void make(long number, SoundMap map, Path folder, Map<String, String> recordings) {
    try {
      JsonArray points =
          map.make(
              folder,
              recordings,
              (done, total) -> update(number, new Job("making", done, total, new JsonArray(), "")));
      update(number, new Job("done", points.size(), points.size(), points, ""));
    } catch (RuntimeException e) {
      update(number, new Job("failed", 0, 0, new JsonArray(), String.valueOf(e.getMessage())));
    }
  }

  private synchronized void update(long number, Job job) {
    jobs.replace(number, job);
  }

  public synchronized JsonObject state(long number) {
    Job job = jobs.get(number);
    if (job == null) {
      throw new NotFoundException("there is no map " + number);
    }
    JsonObject json = new JsonObject();
    json.addProperty("id", number);
    json.addProperty("state", job.state());
    json.addProperty("done", job.done());
    json.addProperty("total", job.total());
    json.addProperty("problem", job.problem());
    if (job.state().equals("done")) {
      json.add("points", job.points());
    }
    return json;
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
