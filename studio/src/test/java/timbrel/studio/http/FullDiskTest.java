package timbrel.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

/// A musician's folder on a real full disk, made in memory. In the place of `timbrel` is a script
/// that needs room for a checkpoint.
class FullDiskTest {
  private static final long DISK = 8L << 20;
  private static final int ROOM_LEFT = 300_000;

  private static final String SCRIPT =
      """
      case $1 in
      import)
        mkdir -p "$4"
        printf 'file,class,gain_db\\n"00001-a.wav","kick","0"\\n' >"$4/manifest.csv"
        printf x >"$4/00001-a.wav"
        echo '{"rows": [{"from": "a.wav", "hit": 0, "taken": true, "class": "kick", "file": "00001-a.wav"}]}' >"$4/import.json"
        ;;
      learn)
        run=$4.run
        mkdir -p "$run"
        : >"$run/config.json"
        echo '{"state": "running", "phase": "codec", "share": 0.5}' >"$run/progress.json"
        dd if=/dev/zero of="$run/checkpoint" bs=1024 count=600 2>/dev/null || exit 4
        echo '{"state": "done"}' >"$run/progress.json"
        : >"$4"
        ;;
      esac
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Path disk;
  private StudioServer server;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeTrue(mounted, "a small disk cannot be mounted here (only root can)");
    Path script = Files.writeString(folder.resolve("timbrel.sh"), SCRIPT);
    server =
        StudioServer.start(
            Workspace.open(disk),
            new Launcher(List.of("sh", script.toString())),
            0,
            Throwable::printStackTrace);
  }

  @AfterEach
  void unmount() throws Exception {
    client.close();
    if (mounted) {
      server.close();
      assertTrue(run("umount", disk.toString()));
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private HttpResponse<String> ask(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    URI address = URI.create(server.address() + "api/v1" + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, body).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return ask("POST", path, BodyPublishers.ofString(json));
  }

  private JsonObject awaitRun(String state) throws Exception {
    JsonObject run = new JsonObject();
    for (int i = 0; i < 600; i++) {
      String answer = ask("GET", "/runs/r00001", BodyPublishers.noBody()).body();
      run = JsonParser.parseString(answer).getAsJsonObject();
      if (run.get("state").getAsString().equals(state)) {
        return run;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("never became " + state + ": " + run);
  }

  private Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    long room = Files.getFileStore(disk).getUsableSpace() - ROOM_LEFT;
    return Files.write(filler, new byte[(int) room]);
  }

  @Test
  void aRunOnAFullDiskSaysSoAndGoesOnWhenThereIsRoom() throws Exception {
    post("/sounds", "{\"name\": \"mine\"}");
    ask("PUT", "/sounds/mine/files?name=a.wav", BodyPublishers.ofByteArray(new byte[100]));
    post("/sounds/mine/check", "{}");
    while (!ask("GET", "/sounds/mine", BodyPublishers.noBody()).body().contains("checked")) {
      Thread.sleep(50);
    }
    Path filler = fill();
    assertEquals(201, post("/runs", "{\"name\": \"x\", \"sounds\": \"mine\"}").statusCode());
    String why = awaitRun("paused").get("problem").getAsString();
    assertTrue(why.startsWith("the disk is full: make some room, then go on"), why);

    Files.delete(filler);
    assertEquals(204, post("/runs/r00001/resume", "{}").statusCode());
    assertTrue(awaitRun("done").get("instrument").getAsBoolean());
  }

  @Test
  void anUploadToAFullDiskSaysSoAndLeavesNothing() throws Exception {
    post("/sounds", "{\"name\": \"mine\"}");
    Path filler = fill();
    BodyPublisher large = BodyPublishers.ofByteArray(new byte[ROOM_LEFT + 100_000]);
    HttpResponse<String> answer = ask("PUT", "/sounds/mine/files?name=a.wav", large);
    assertEquals(507, answer.statusCode());
    assertTrue(answer.body().contains("the disk is full"), answer.body());
    Files.delete(filler);
    assertEquals(204, ask("PUT", "/sounds/mine/files?name=a.wav", large).statusCode());
  }
}
