package timbrel.learning;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// Keeps the file `progress.json` of a run up to date, for whoever watches it from another process,
/// and passes everything on to another listener.
public final class RunJournal implements LearnListener {
  /// The file's name in the run directory.
  public static final String FILE = "progress.json";

  private static final long PAUSE_MILLIS = 500;
  private static final int MOST_MESSAGES = 50;

  private final RunDirectory run;
  private final LearnListener next;
  private final InstantSource clock;
  private final JsonObject state = new JsonObject();
  private final Deque<String> messages = new ArrayDeque<>();
  private long written;

  /// @param pid of the process that learns
  public RunJournal(RunDirectory run, LearnListener next, InstantSource clock, long pid) {
    this.run = run;
    this.next = next;
    this.clock = clock;
    state.addProperty("pid", pid);
    state.addProperty("state", "running");
    state.addProperty("phase", "");
    write();
  }

  @Override
  public void phase(String name) {
    state.addProperty("phase", name);
    state.addProperty("share", 0);
    write();
    next.phase(name);
  }

  /// From any thread, one at a time: an evaluation works on several sounds at once.
  @Override
  public synchronized void progress(Progress progress) {
    state.addProperty("phase", progress.phase());
    state.addProperty("share", progress.share());
    state.addProperty("step", progress.step());
    addFinite("soundsPerSecond", progress.soundsPerSecond());
    addFinite("secondsLeft", progress.secondsLeft());
    JsonObject losses = new JsonObject();
    for (Map.Entry<String, Double> loss : progress.losses().entrySet()) {
      if (Double.isFinite(loss.getValue())) {
        losses.addProperty(loss.getKey(), loss.getValue());
      }
    }
    state.add("losses", losses);
    if (clock.millis() - written >= PAUSE_MILLIS) {
      write();
    }
    next.progress(progress);
  }

  @Override
  public void message(String line) {
    messages.addLast(line);
    if (messages.size() > MOST_MESSAGES) {
      messages.removeFirst();
    }
    write();
    next.message(line);
  }

  /// The last entry.
  ///
  /// @param end `done`, `paused` or `failed`
  /// @param problem why it failed, else empty
  public void end(String end, String problem) {
    state.addProperty("state", end);
    state.addProperty("problem", problem);
    write();
  }

  private void addFinite(String name, double value) {
    state.remove(name);
    if (Double.isFinite(value)) {
      state.addProperty(name, value);
    }
  }

  private void write() {
    written = clock.millis();
    state.addProperty("at", written);
    JsonArray lines = new JsonArray();
    messages.forEach(lines::add);
    state.add("messages", lines);
    run.replace(FILE, state.toString());
  }
}
