package timbrel.studio.http;

import com.google.gson.JsonObject;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import timbrel.audio.AudioFormatException;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentException;
import timbrel.instrument.TimbrelVersion;
import timbrel.studio.device.DeviceSound;
import timbrel.studio.explore.MapJobs;
import timbrel.studio.exports.ExportJobs;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.lessons.LessonBench;
import timbrel.studio.play.HitWish;
import timbrel.studio.play.HitWorkers;
import timbrel.studio.runs.Launcher;
import timbrel.studio.runs.Runs;
import timbrel.studio.runs.SoundSets;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.OpenInstrument;
import timbrel.studio.workspace.Workspace;

/// The studio's server: listens on the loopback address, serves the page and the API.
public final class StudioServer implements AutoCloseable {
  private static final String API = "/api/v1";
  private static final long LARGEST_UPLOAD = 512L << 20;
  private static final int MOST_CONNECTIONS = 256;
  private static final int LARGEST_FRAME = 1 << 16;
  private static final Duration GRACE = Duration.ofMillis(200);

  private final AtomicInteger port = new AtomicInteger();
  private final Workspace workspace;
  private final Consumer<Throwable> log;
  private final boolean learns;
  private final InstrumentShelf shelf;
  private final HitWorkers workers;
  private final ExportJobs exports;
  private final SoundSets sounds;
  private final Runs runs;
  private final MapJobs maps;
  private final DeviceSound device;
  private final WebServer server;

  /// Starts the server.
  ///
  /// @param port 0 takes any that is free
  /// @param launcher starts the processes that import and learn
  /// @param log told of what was not expected
  public static StudioServer start(
      Workspace workspace, Launcher launcher, int port, Consumer<Throwable> log) {
    return start(workspace, launcher, DeviceSound.usual(), port, log);
  }

  /// @param device where sound goes when it does not come from the browser; closed with the server
  public static StudioServer start(
      Workspace workspace,
      Launcher launcher,
      DeviceSound device,
      int port,
      Consumer<Throwable> log) {
    StudioServer studio = new StudioServer(workspace, launcher, device, port, log);
    studio.server.start();
    studio.port.set(studio.server.port());
    studio.workers.submit(0, () -> true, studio::warmUp);
    return studio;
  }

  private StudioServer(
      Workspace workspace,
      Launcher launcher,
      DeviceSound device,
      int wishedPort,
      Consumer<Throwable> log) {
    this.workspace = workspace;
    this.log = log;
    this.device = device;
    learns = launcher.isKnown();
    shelf = new InstrumentShelf(workspace);
    workers = new HitWorkers(Runtime.getRuntime().availableProcessors());
    exports = new ExportJobs(shelf);
    sounds = new SoundSets(workspace, launcher);
    maps = new MapJobs(shelf, sounds);
    runs = new Runs(workspace, sounds, launcher);
    Guard guard = new Guard(port::get);
    server =
        WebServer.builder()
            .address(InetAddress.getLoopbackAddress())
            .port(wishedPort)
            .maxPayloadSize(LARGEST_UPLOAD)
            .maxTcpConnections(MOST_CONNECTIONS)
            .shutdownGracePeriod(GRACE)
            .shutdownHook(false)
            .addProtocol(WsConfig.builder().maxFrameLength(LARGEST_FRAME).build())
            .addRouting(routing(guard))
            .addRouting(
                WsRouting.builder()
                    .endpoint(API + "/live", () -> new LiveSocket(guard, shelf, workers, device)))
            .build();
  }

  /// The first hits of a process take much longer than later ones: let nobody wait for them.
  private void warmUp() {
    OpenInstrument starter = shelf.get(Instrument.STARTER);
    HitWish wish =
        new HitWish(
            Map.of(starter.instrument().card().classes().getFirst(), 1.0),
            Map.of(),
            0.5,
            OptionalDouble.empty(),
            0);
    starter.maker().make(wish.request(starter.instrument().card().sampling()));
  }

  private HttpRouting.Builder routing(Guard guard) {
    return HttpRouting.builder()
        .addFilter(guard)
        .get(API, this::about)
        .register(API + "/instruments", new InstrumentRoutes(shelf))
        .register(API + "/sounds", new SoundRoutes(sounds))
        .register(API + "/runs", new RunRoutes(runs))
        .register(API + "/maps", new MapRoutes(maps))
        .register(API + "/lessons", new LessonRoutes(new LessonBench()))
        .register(API + "/exports", new ExportRoutes(exports))
        .register(API + "/device", new DeviceRoutes(shelf, device))
        .register("/", new Page())
        .error(BadRequestException.class, problem(Status.BAD_REQUEST_400))
        .error(IllegalArgumentException.class, problem(Status.BAD_REQUEST_400))
        .error(AudioFormatException.class, problem(Status.BAD_REQUEST_400))
        .error(InstrumentException.class, problem(Status.UNPROCESSABLE_CONTENT_422))
        .error(NotFoundException.class, problem(Status.NOT_FOUND_404))
        .error(TooLargeException.class, problem(Status.REQUEST_ENTITY_TOO_LARGE_413))
        .error(IOException.class, this::cannotWrite)
        .error(UncheckedIOException.class, this::cannotWrite)
        .error(RuntimeException.class, this::unexpected)
        .any((request, response) ->
            problem(Status.NOT_FOUND_404)
                .handle(request, response, new NotFoundException("there is nothing here")));
  }

  private static <T extends RuntimeException> io.helidon.webserver.http.ErrorHandler<T> problem(
      Status status) {
    return (request, response, e) -> {
      response.status(status);
      Answers.problem(response, String.valueOf(e.getMessage()));
    };
  }

  private void cannotWrite(ServerRequest request, ServerResponse response, Exception e) {
    if (workspace.isFull()) {
      response.status(Status.INSUFFICIENT_STORAGE_507);
      Answers.problem(response, Workspace.FULL);
    } else {
      unexpected(request, response, e);
    }
  }

  private void unexpected(ServerRequest request, ServerResponse response, Exception e) {
    log.accept(e);
    response.status(Status.INTERNAL_SERVER_ERROR_500);
    Answers.problem(response, "that failed: " + e.getMessage());
  }

  private void about(ServerRequest request, ServerResponse response) {
    JsonObject json = new JsonObject();
    json.addProperty("timbrel", TimbrelVersion.CURRENT);
    json.addProperty("learns", learns);
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    Answers.json(response, json);
  }

  public int port() {
    return port.get();
  }

  /// Where the page is.
  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  @Override
  public void close() {
    workers.close();
    exports.close();
    runs.close();
    maps.close();
    device.close();
    server.stop();
  }
}
