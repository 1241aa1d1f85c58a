package timbrel.studio.http;

import com.google.gson.JsonObject;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.runs.SoundSets;

/// `/api/v1/sounds`: what is to be learnt from.
final class SoundRoutes implements HttpService {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_CLASS = 40;
  private static final int MOST_HITS = 50_000;

  private final SoundSets sounds;

  SoundRoutes(SoundSets sounds) {
    this.sounds = sounds;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> Answers.json(response, sounds.list()))
        .post("/", this::create)
        .get("/{id}", (request, response) -> state(id(request), response))
        .delete("/{id}", this::delete)
        .put("/{id}/files", this::upload)
        .post("/{id}/check", this::check)
        .put("/{id}/classes", this::classify)
        .get("/{id}/hits/{hit}", this::hit);
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private void state(String id, ServerResponse response) {
    Answers.json(response, sounds.state(id, true));
  }

  private void create(ServerRequest request, ServerResponse response) {
    JsonRequest json = Bodies.json(request);
    JsonObject created = new JsonObject();
    created.addProperty("id", sounds.create(json.text("name", LONGEST_NAME)));
    response.status(Status.CREATED_201);
    Answers.json(response, created);
  }

  private void delete(ServerRequest request, ServerResponse response) {
    sounds.delete(id(request));
    Answers.done(response);
  }

  /// `?name=kicks/one.wav`, the file as the body.
  private void upload(ServerRequest request, ServerResponse response) throws IOException {
    Bodies.requireAtMost(request, SoundSets.LARGEST_FILE);
    String name = request.query().first("name").orElse("");
    try (InputStream in =
        request.content().hasEntity()
            ? request.content().inputStream()
            : InputStream.nullInputStream()) {
      sounds.add(id(request), name, in);
    }
    Answers.done(response);
  }

  private void check(ServerRequest request, ServerResponse response) {
    sounds.check(id(request));
    response.status(Status.ACCEPTED_202);
    Answers.json(response, sounds.state(id(request), false));
  }

  private void classify(ServerRequest request, ServerResponse response) {
    JsonRequest json = Bodies.json(request);
    sounds.classify(id(request), json.texts("classes", MOST_HITS, LONGEST_CLASS));
    Answers.done(response);
  }

  private void hit(ServerRequest request, ServerResponse response) {
    String hit = request.path().pathParameters().get("hit");
    Answers.file(response, "audio/wav", sounds.hit(id(request), hit));
  }
}
