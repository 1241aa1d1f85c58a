package timbrel.studio.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import timbrel.studio.explore.MapJobs;

/// `/api/v1/maps`: sounds laid out so that like ones lie together.
final class MapRoutes implements HttpService {
  private final MapJobs maps;

  MapRoutes(MapJobs maps) {
    this.maps = maps;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/", this::start).get("/{id}", this::state);
  }

  private void start(ServerRequest request, ServerResponse response) {
    response.status(Status.ACCEPTED_202);
    Answers.json(response, maps.start(Bodies.json(request)));
  }

  private void state(ServerRequest request, ServerResponse response) {
    Answers.json(response, maps.state(Bodies.number(request)));
  }
}
