package timbrel.studio.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.lesson.Lessons;
import timbrel.studio.play.WavBytes;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

class LessonApiTest {
  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final List<Throwable> unexpected = new ArrayList<>();
  private static StudioServer server;

  @BeforeAll
  static void start() {
    server =
        StudioServer.start(Workspace.open(folder), new Launcher(List.of()), 0, unexpected::add);
  }

  @AfterAll
  static void stop() {
    server.close();
    CLIENT.close();
    assertEquals(List.of(), unexpected);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/api/v1%s".formatted(server.port(), path));
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private static JsonElement json(HttpResponse<byte[]> response) {
    return JsonParser.parseString(new String(response.body(), StandardCharsets.UTF_8));
  }

  @Test
  void thePageShowsTheLessonsOfTheTerminal() throws Exception {
    assertEquals(Lessons.all().size(), json(get("/lessons")).getAsJsonArray().size());
    for (var lesson : Lessons.all()) {
      JsonObject shown = json(get("/lessons/" + lesson.number())).getAsJsonObject();
      assertEquals(lesson.title(), shown.get("title").getAsString());
      assertEquals(lesson.steps().size(), shown.getAsJsonArray("steps").size());
    }
  }

  @Test
  void theSoundsOfADemonstrationCanBeHeard() throws Exception {
    var response = get("/lessons/1/sounds/codebooks-1");
    assertEquals(200, response.statusCode());
    assertTrue(WavBytes.read(response.body()).mono().peak() > 0.01f);
  }

  @Test
  void whatIsNotThereIsSaidToBeSo() throws Exception {
    for (String path : List.of("/lessons/9", "/lessons/x", "/lessons/1/sounds/none")) {
      var response = get(path);
      assertEquals(404, response.statusCode());
      assertFalse(json(response).getAsJsonObject().get("problem").getAsString().isEmpty());
    }
  }
}
