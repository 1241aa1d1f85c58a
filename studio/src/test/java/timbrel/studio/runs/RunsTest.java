package timbrel.studio.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.Workspace;

/// With a shell script in the place of `timbrel` that keeps its promises to the studio: it writes
/// `progress.json`, hears wishes and resumes, but learns nothing.
class RunsTest {
  private static final String SCRIPT =
      """
      case $1 in
      import)
        echo '{"done": 1, "total": 1, "file": "a.wav"}'
        mkdir -p "$4"
        printf 'file,class,gain_db\\n"00001-a.wav","kick","0"\\n"00002-b.wav","snare","1"\\n' >"$4/manifest.csv"
        printf x >"$4/00001-a.wav"
        printf x >"$4/00002-b.wav"
        echo '{"rows": [{"from": "a.wav", "hit": 0, "taken": true, "class": "kick", "file": "00001-a.wav"}]}' >"$4/import.json"
        ;;
      learn)
        run=$4.run
        mkdir -p "$run/examples" "$run/checkpoints"
        : >"$run/config.json"
        rm -f "$run/wish"
        echo "$*" >>"$run/calls"
        while :; do
          echo '{"state": "running", "phase": "codec", "share": 0.5}' >"$run/progress.new"
          mv "$run/progress.new" "$run/progress.json"
          case $(cat "$run/wish" 2>/dev/null) in
            pause) echo '{"state": "paused"}' >"$run/progress.json"; exit 1 ;;
            finish) echo '{"state": "done"}' >"$run/progress.json"; : >"$4"; exit 0 ;;
          esac
          sleep 0.05
        done
        ;;
      esac
      """;

  @TempDir private Path folder;
  private Workspace workspace;
  private SoundSets sounds;
  private Runs runs;
  private String set;

  @BeforeEach
  void start() throws Exception {
    workspace = Workspace.open(folder.resolve("studio"));
    open();
    set = sounds.create("My sounds");
    sounds.add(set, "a.wav", new ByteArrayInputStream(new byte[10]));
    sounds.check(set);
    await(() -> sounds.state(set, true).get("state").getAsString().equals("checked"));
  }

  private void open() throws IOException {
    Path script = Files.writeString(folder.resolve("timbrel.sh"), SCRIPT);
    Launcher launcher = new Launcher(List.of("sh", script.toString()));
    sounds = new SoundSets(workspace, launcher);
    runs = new Runs(workspace, sounds, launcher);
  }

  @AfterEach
  void stop() {
    runs.list().forEach(run -> runs.remove(run.getAsJsonObject().get("id").getAsString()));
    runs.close();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    for (int i = 0; i < 1200 && !condition.holds(); i++) {
      Thread.sleep(50);
    }
    assertTrue(condition.holds());
  }

  private String add(String name) {
    String json = "{\"name\": \"%s\", \"sounds\": \"%s\", \"minutes\": 1}".formatted(name, set);
    return runs.add(JsonRequest.parse(json)).get("id").getAsString();
  }

  private void awaitState(String id, String state) throws InterruptedException {
    await(() -> runs.state(id).get("state").getAsString().equals(state));
  }

  private void awaitProgress(String id) throws InterruptedException {
    Predicate<JsonObject> learns =
        run ->
            run.has("progress")
                && run.getAsJsonObject("progress").get("state").getAsString().equals("running");
    awaitState(id, "running");
    await(() -> learns.test(runs.state(id)));
  }

  @Test
  void aRunThatIsPausedGoesOnAndIsFinished() throws Exception {
    String id = add("one");
    awaitProgress(id);
    runs.pause(id);
    awaitState(id, "paused");
    runs.resume(id);
    awaitProgress(id);
    runs.finish(id);
    awaitState(id, "done");
    assertTrue(runs.state(id).get("instrument").getAsBoolean());
    List<String> calls =
        Files.readAllLines(workspace.instruments().resolve("one.timbrel.run").resolve("calls"));
    assertTrue(calls.getFirst().endsWith("--minutes 1.0 --from starter"), calls.getFirst());
    assertTrue(calls.getLast().endsWith("--resume"), calls.getLast());
  }

  @Test
  void runsWaitForEachOther() throws Exception {
    String first = add("one");
    String second = add("two");
    awaitProgress(first);
    assertEquals("queued", runs.state(second).get("state").getAsString());
    runs.finish(first);
    awaitProgress(second);
    assertEquals("done", runs.state(first).get("state").getAsString());
  }

  @Test
  void aServerThatStartsAgainFindsTheRunThatWentOn() throws Exception {
    String id = add("one");
    awaitProgress(id);
    runs.close();
    open();
    awaitProgress(id);
    runs.finish(id);
    awaitState(id, "done");
  }

  @Test
  void aRunThatWasKilledCanBeResumed() throws Exception {
    String id = add("one");
    awaitProgress(id);
    Run run = Run.of(SafeFiles.json(workspace.runs().resolve(id + ".json")).orElseThrow());
    run.process().orElseThrow().destroyForcibly();
    awaitState(id, "paused");
    assertTrue(runs.state(id).get("problem").getAsString().contains("ended from outside"));
    runs.resume(id);
    awaitProgress(id);
  }

  @Test
  void aRunThatIsCancelledLeavesNothing() throws Exception {
    String id = add("one");
    awaitProgress(id);
    runs.remove(id);
    assertThrows(NotFoundException.class, () -> runs.state(id));
    assertEquals(List.of(), SafeFiles.names(workspace.instruments()));
    assertEquals(List.of(), SafeFiles.names(workspace.runs()));
  }

  @Test
  void aRunThatIsRemovedLeavesItsInstrumentAndNoCheckpoints() throws Exception {
    String id = add("one");
    awaitProgress(id);
    runs.finish(id);
    awaitState(id, "done");
    runs.remove(id);
    assertEquals(List.of("one.timbrel", "one.timbrel.run"), names(workspace.instruments()));
    assertEquals(
        List.of("calls", "config.json", "examples", "progress.json", "wish"),
        names(workspace.instruments().resolve("one.timbrel.run")));
  }

  private static List<String> names(Path folder) {
    return SafeFiles.names(folder).stream().sorted().toList();
  }

  @Test
  void classesCanBeCorrectedAndHitsLeftOut() {
    sounds.classify(set, Map.of("00001-a.wav", "cow bell", "00002-b.wav", "-"));
    assertEquals(Map.of("00001-a.wav", "cow bell"), sounds.classes(set));
    assertFalse(Files.exists(sounds.hits(set).resolve("00002-b.wav")));
    assertTrue(Files.exists(sounds.hit(set, "00002-b.wav")));
    sounds.classify(set, Map.of("00002-b.wav", "snare"));
    assertTrue(Files.exists(sounds.hits(set).resolve("00002-b.wav")));
    for (String bad : List.of("a,b", "\"", "=cmd()", "", "-x")) {
      assertThrows(
          BadRequestException.class, () -> sounds.classify(set, Map.of("00001-a.wav", bad)));
    }
    assertThrows(
        BadRequestException.class, () -> sounds.classify(set, Map.of("../manifest.csv", "x")));
  }

  @Test
  void namesOfUploadsStayBelowTheirFolder() {
    Path raw = Path.of("/raw");
    for (String name :
        List.of(
            "../../etc/passwd",
            "/etc/passwd",
            "..\\..\\x",
            "a/../../b",
            "C:\\x",
            ".ssh/id",
            "a\0b")) {
      Path path = UploadName.below(raw, name);
      assertTrue(
          path.normalize().startsWith(raw) && path.equals(path.normalize()), path.toString());
      assertFalse(path.getFileName().toString().startsWith("."));
    }
    assertEquals(
        raw.resolve("Kick Drums").resolve("a 1.wav"), UploadName.below(raw, "Kick Drums/a 1.wav"));
    assertThrows(BadRequestException.class, () -> UploadName.below(raw, "../.."));
    assertThrows(BadRequestException.class, () -> UploadName.below(raw, ""));
  }

  @Test
  void withoutALauncherNothingIsLearnt() {
    Runs alone = new Runs(workspace, sounds, new Launcher(List.of()));
    String json = "{\"name\": \"x\", \"sounds\": \"%s\"}".formatted(set);
    assertThrows(BadRequestException.class, () -> alone.add(JsonRequest.parse(json)));
    alone.close();
  }
}
