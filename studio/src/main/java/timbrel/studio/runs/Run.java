package timbrel.studio.runs;

import com.google.gson.JsonObject;

/// One run of `learn`, as the studio remembers it.
///
/// @param id names it in requests
/// @param name of the instrument that it makes
/// @param sounds id of the set it learns from
/// @param minutes of training
/// @param from the instrument that it starts from, `starter` or `none`
/// @param state what the studio knows of it
/// @param pid of its process; 0 when it has none
/// @param started when the process started, in milliseconds since 1970: with the pid it names one
///   process, as pids come again
/// @param problem why it failed, else empty
record Run(
    String id,
    String name,
    String sounds,
    double minutes,
    String from,
    State state,
    long pid,
    long started,
    String problem) {

  enum State {
    QUEUED,
    RUNNING,
    PAUSED,
    DONE,
    FAILED
  }

  Run with(State next, String why) {
    return new Run(id, name, sounds, minutes, from, next, 0, 0, why);
  }

  Run running(ProcessHandle process) {
    return new Run(
        id, name, sounds, minutes, from, State.RUNNING, process.pid(), startOf(process), "");
  }

  /// Whether its process is still there.
  boolean isAlive() {
    return process().isPresent();
  }

  java.util.Optional<ProcessHandle> process() {
    return pid == 0
        ? java.util.Optional.empty()
        : ProcessHandle.of(pid).filter(handle -> handle.isAlive() && startOf(handle) == started);
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("name", name);
    json.addProperty("sounds", sounds);
    json.addProperty("minutes", minutes);
    json.addProperty("from", from);
    json.addProperty("state", state.name().toLowerCase(java.util.Locale.ROOT));
    json.addProperty("pid", pid);
    json.addProperty("started", started);
    json.addProperty("problem", problem);
    return json;
  }

  /// @throws RuntimeException if the file is damaged
  static Run of(JsonObject json) {
    return new Run(
        json.get("id").getAsString(),
        json.get("name").getAsString(),
        json.get("sounds").getAsString(),
        json.get("minutes").getAsDouble(),
        json.get("from").getAsString(),
        State.valueOf(json.get("state").getAsString().toUpperCase(java.util.Locale.ROOT)),
        json.get("pid").getAsLong(),
        json.get("started").getAsLong(),
        json.get("problem").getAsString());
  }
}
