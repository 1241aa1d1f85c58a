package timbrel.studio.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import timbrel.studio.runs.Runs;

/// `/api/v1/runs`: learning.
final class RunRoutes implements HttpService {
  private final Runs runs;

  RunRoutes(Runs runs) {
    this.runs = runs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> Answers.json(response, runs.list()))
        .post("/", this::add)
        .get("/{id}", (request, response) -> Answers.json(response, runs.state(id(request))))
        .delete("/{id}", (request, response) -> act(runs::remove, request, response))
        .post("/{id}/pause", (request, response) -> act(runs::pause, request, response))
        .post("/{id}/resume", (request, response) -> act(runs::resume, request, response))
        .post("/{id}/finish", (request, response) -> act(runs::finish, request, response))
        .get("/{id}/losses", this::losses)
        .get("/{id}/examples/{name}", this::example);
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private void add(ServerRequest request, ServerResponse response) {
    response.status(Status.CREATED_201);
    Answers.json(response, runs.add(Bodies.json(request)));
  }

  private static void act(Consumer<String> what, ServerRequest request, ServerResponse response) {
    what.accept(id(request));
    Answers.done(response);
  }

  private void losses(ServerRequest request, ServerResponse response) {
    byte[] text = runs.losses(id(request)).getBytes(StandardCharsets.UTF_8);
    Answers.bytes(response, "text/csv; charset=utf-8", text);
  }

  private void example(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Answers.file(response, "audio/wav", runs.example(id(request), name));
  }
}
