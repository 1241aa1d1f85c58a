package timbrel.studio.runs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentFile;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.Names;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.Workspace;

/// The queue of learning runs. One learns at a time, in a process of its own that goes on when the
/// page is closed or the server ends; a server that starts finds it again by its file in `runs/`.
public final class Runs implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int MOST_QUEUED = 50;
  private static final double LONGEST_MINUTES = 10_000;
  private static final int LONGEST_NAME = 64;
  private static final Pattern EXAMPLE = Pattern.compile("[\\w-]{1,80}\\.wav");

  private final Workspace workspace;
  private final SoundSets sounds;
  private final Launcher launcher;
  private final Map<String, Run> runs = new TreeMap<>();
  private final Thread watcher;

  public Runs(Workspace workspace, SoundSets sounds, Launcher launcher) {
    this.workspace = workspace;
    this.sounds = sounds;
    this.launcher = launcher;
    for (String file : SafeFiles.names(workspace.runs())) {
      read(workspace.runs().resolve(file)).ifPresent(run -> runs.put(run.id(), run));
    }
    watcher = Thread.ofVirtual().name("runs").start(this::watch);
  }

  private static Optional<Run> read(Path file) {
    if (!file.getFileName().toString().endsWith(".json")) {
      return Optional.empty();
    }
    try {
      return SafeFiles.json(file).map(Run::of);
    } catch (RuntimeException e) {
      return Optional.empty(); // damaged: what it made is still where it was made
    }
  }

  private void watch() {
    try {
      while (true) {
        lookAgainLater();
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A look that fails, as on a full disk, is not the last one.
  private void lookAgainLater() {
    try {
      look();
    } catch (UncheckedIOException e) {
      // it is remembered here, and a server that starts later comes to the same end
    }
  }

  /// Notices what has ended and starts what is next.
  private synchronized void look() {
    for (Run run : List.copyOf(runs.values())) {
      if (run.state() == Run.State.RUNNING && !run.isAlive()) {
        save(ended(run));
      }
    }
    boolean busy = runs.values().stream().anyMatch(run -> run.state() == Run.State.RUNNING);
    if (!busy) {
      runs.values().stream()
          .filter(run -> run.state() == Run.State.QUEUED)
          .findFirst()
          .ifPresent(this::start);
    }
  }

  private Run ended(Run run) {
    return SafeFiles.json(directory(run).resolve("progress.json"))
        .map(progress -> ended(run, progress))
        .orElseGet(() -> run.with(Run.State.FAILED, said(run)));
  }

  private Run ended(Run run, JsonObject progress) {
    return switch (progress.get("state").getAsString()) {
      case "done" -> run.with(Run.State.DONE, "");
      case "paused" -> run.with(Run.State.PAUSED, "");
      case "failed" -> run.with(Run.State.FAILED, whyItFailed(progress));
      default -> run.with(Run.State.PAUSED, whyItStopped());
    };
  }

  private String whyItFailed(JsonObject progress) {
    return workspace.isFull() ? Workspace.FULL : progress.get("problem").getAsString();
  }

  /// A run that could not even write down why it ended.
  private String whyItStopped() {
    return workspace.isFull()
        ? Workspace.FULL + "; what it had learnt up to its last checkpoint is there"
        : "it was ended from outside; what it had learnt up to its last checkpoint is there";
  }

  private String said(Run run) {
    String lines = SafeFiles.lastLines(log(run), 3);
    return workspace.isFull() ? Workspace.FULL : lines.isEmpty() ? "it ended unexpectedly" : lines;
  }

  private void start(Run run) {
    boolean again = Files.isRegularFile(directory(run).resolve("config.json"));
    List<String> arguments = new ArrayList<>();
    arguments.add("learn");
    arguments.add(sounds.hits(run.sounds()).toString());
    arguments.addAll(List.of("-o", output(run).toString()));
    arguments.addAll(
        again
            ? List.of("--resume")
            : List.of("--minutes", Double.toString(run.minutes()), "--from", origin(run.from())));
    try {
      save(run.running(launcher.detached(log(run), arguments).toHandle()));
    } catch (RuntimeException e) {
      save(run.with(Run.State.FAILED, String.valueOf(e.getMessage())));
    }
  }

  private String origin(String from) {
    boolean named = from.equals(Instrument.STARTER) || from.equals("none");
    return named ? from : instrument(from).toString();
  }

  private Path instrument(String name) {
    return Workspace.below(workspace.instruments(), name + InstrumentFile.EXTENSION);
  }

  private Path output(Run run) {
    return instrument(run.name());
  }

  private Path directory(Run run) {
    return output(run).resolveSibling(output(run).getFileName() + ".run");
  }

  private Path log(Run run) {
    return workspace.runs().resolve(run.id() + ".log");
  }

  private void save(Run run) {
    runs.put(run.id(), run);
    write(run);
  }

  private void write(Run run) {
    SafeFiles.replace(workspace.runs().resolve(run.id() + ".json"), run.toJson().toString());
  }

  /// Queues a run: `name`, `sounds`, `minutes`, `from`.
  public synchronized JsonObject add(JsonRequest json) {
    if (!launcher.isKnown()) {
      throw new BadRequestException("learning needs ./timbrel: start the studio with it");
    }
    if (runs.values().stream().filter(r -> r.state() == Run.State.QUEUED).count() >= MOST_QUEUED) {
      throw new BadRequestException("more than " + MOST_QUEUED + " runs are waiting");
    }
    String set = json.text("sounds", LONGEST_NAME);
    if (HitManifest.read(sounds.hits(set)).used() == 0) {
      throw new BadRequestException("none of these sounds is to be learnt from");
    }
    String from = json.optionalText("from", LONGEST_NAME).orElse(Instrument.STARTER);
    if (!from.equals("none")
        && !from.equals(Instrument.STARTER)
        && !Files.exists(instrument(from))) {
      throw new NotFoundException("there is no instrument '" + from + "'");
    }
    Run run =
        new Run(
            nextId(),
            freeName(Names.checked(json.text("name", LONGEST_NAME))),
            set,
            json.number("minutes", 0.1, LONGEST_MINUTES, 10),
            from,
            Run.State.QUEUED,
            0,
            0,
            "");
    write(run); // only then: a run that is refused on a full disk must not start
    runs.put(run.id(), run);
    return describe(run);
  }

  private String nextId() {
    int next =
        runs.keySet().stream().mapToInt(id -> Integer.parseInt(id.substring(1))).max().orElse(0);
    return "r%05d".formatted(next + 1);
  }

  private String freeName(String wish) {
    String name = wish.equals(Instrument.STARTER) ? "my starter" : wish;
    String free = name;
    for (int n = 2; isTaken(free); n++) {
      free = name.substring(0, Math.min(name.length(), LONGEST_NAME - 6)) + " " + n;
    }
    return free;
  }

  private boolean isTaken(String name) {
    return Files.exists(instrument(name))
        || runs.values().stream().anyMatch(run -> run.name().equalsIgnoreCase(name));
  }

  public synchronized JsonArray list() {
    JsonArray list = new JsonArray();
    runs.values().forEach(run -> list.add(describe(run)));
    return list;
  }

  public synchronized JsonObject state(String id) {
    return describe(run(id));
  }

  private JsonObject describe(Run run) {
    JsonObject json = run.toJson();
    json.remove("pid");
    Path directory = directory(run);
    SafeFiles.json(directory.resolve("progress.json")).ifPresent(p -> json.add("progress", p));
    if (run.state() == Run.State.RUNNING && !json.has("progress")) {
      json.addProperty("message", SafeFiles.lastLines(log(run), 2));
    }
    JsonArray examples = new JsonArray();
    SafeFiles.names(directory.resolve("examples")).stream()
        .filter(name -> EXAMPLE.matcher(name).matches())
        .forEach(examples::add);
    json.add("examples", examples);
    json.addProperty("instrument", Files.exists(output(run)));
    return json;
  }

  private Run run(String id) {
    Run run = runs.get(id);
    if (run == null) {
      throw new NotFoundException("there is no run '" + id + "'");
    }
    return run;
  }

  /// The file of losses, as `learn` writes it.
  public synchronized String losses(String id) {
    return SafeFiles.text(directory(run(id)).resolve("losses.csv")).orElse("");
  }

  public synchronized Path example(String id, String name) {
    Path file = directory(run(id)).resolve("examples").resolve(name);
    if (!EXAMPLE.matcher(name).matches() || !Files.isRegularFile(file)) {
      throw new NotFoundException("there is no example '" + name + "'");
    }
    return file;
  }

  /// Ends at the next checkpoint, to go on later. A run that waits does not start.
  public synchronized void pause(String id) {
    Run run = run(id);
    switch (run.state()) {
      case QUEUED -> save(run.with(Run.State.PAUSED, ""));
      case RUNNING -> wish(run, "pause");
      default -> throw notNow(run, "paused");
    }
  }

  /// Goes on where it was, when its turn comes.
  public synchronized void resume(String id) {
    Run run = run(id);
    if (run.state() != Run.State.PAUSED && run.state() != Run.State.FAILED) {
      throw notNow(run, "resumed");
    }
    save(run.with(Run.State.QUEUED, ""));
  }

  /// Ends with what is learnt so far, as an instrument.
  public synchronized void finish(String id) {
    Run run = run(id);
    if (run.state() != Run.State.RUNNING) {
      throw notNow(run, "finished");
    }
    wish(run, "finish");
  }

  private void wish(Run run, String what) {
    Path directory = directory(run);
    if (!Files.isDirectory(directory)) {
      throw new BadRequestException("it is still getting ready; try again in a moment");
    }
    SafeFiles.replace(directory.resolve("wish"), what);
  }

  private static BadRequestException notNow(Run run, String what) {
    return new BadRequestException(
        "'%s' is %s and cannot be %s"
            .formatted(run.name(), run.state().name().toLowerCase(java.util.Locale.ROOT), what));
  }

  /// Ends it at once and forgets it. The instrument stays if there is one, with its losses and
  /// examples; a run that is forgotten does not go on, so that its checkpoints go.
  public synchronized void remove(String id) {
    Run run = run(id);
    run.process()
        .ifPresent(process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
        });
    if (Files.exists(output(run))) {
      SafeFiles.deleteTree(directory(run).resolve("checkpoints"));
      SafeFiles.deleteTree(directory(run).resolve("checkpoints.dropped")); // killed amid deleting
    } else {
      SafeFiles.deleteTree(directory(run));
    }
    runs.remove(id);
    SafeFiles.deleteTree(workspace.runs().resolve(id + ".json"));
    SafeFiles.deleteTree(log(run));
  }

  /// Leaves the runs to themselves.
  @Override
  public void close() {
    watcher.interrupt();
  }
}
