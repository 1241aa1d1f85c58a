package timbrel.studio.http;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import timbrel.studio.device.DeviceSound;
import timbrel.studio.workspace.InstrumentShelf;

/// `/api/v1/device`: whether sound comes from this computer's own driver.
final class DeviceRoutes implements HttpService {
  private static final int LONGEST_ID = 100;

  private final InstrumentShelf shelf;
  private final DeviceSound device;

  DeviceRoutes(InstrumentShelf shelf, DeviceSound device) {
    this.shelf = shelf;
    this.device = device;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> Answers.json(response, device.status()))
        .put("/", this::start)
        .delete("/", this::stop);
  }

  private void start(ServerRequest request, ServerResponse response) {
    device.start(shelf.get(Bodies.json(request).text("instrument", LONGEST_ID)));
    Answers.json(response, device.status());
  }

  private void stop(ServerRequest request, ServerResponse response) {
    device.stop();
    Answers.done(response);
  }
}
