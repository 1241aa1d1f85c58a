package timbrel.studio.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import timbrel.studio.exports.ExportJobs;
import timbrel.studio.exports.KitPlan;

/// `/api/v1/exports`: kits to take away.
final class ExportRoutes implements HttpService {
  private final ExportJobs jobs;

  ExportRoutes(ExportJobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/", this::start).get("/{id}", this::state).get("/{id}/file", this::file);
  }

  private void start(ServerRequest request, ServerResponse response) {
    long id = jobs.start(KitPlan.read(Bodies.json(request)));
    response.status(Status.ACCEPTED_202);
    Answers.json(response, jobs.state(id));
  }

  private void state(ServerRequest request, ServerResponse response) {
    Answers.json(response, jobs.state(Bodies.number(request)));
  }

  private void file(ServerRequest request, ServerResponse response) {
    ExportJobs.Finished finished = jobs.finished(Bodies.number(request));
    Answers.asDownload(response, finished.name());
    Answers.file(response, "application/octet-stream", finished.file());
  }
}
