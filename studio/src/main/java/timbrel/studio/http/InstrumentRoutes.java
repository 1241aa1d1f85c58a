package timbrel.studio.http;

import com.google.gson.JsonObject;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import timbrel.audio.Wav;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.instrument.Hit;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentFile;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.play.HitJson;
import timbrel.studio.play.HitWish;
import timbrel.studio.play.WavBytes;
import timbrel.studio.tokens.TokenBench;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.OpenInstrument;

/// `/api/v1/instruments`: what there is to play, its passport, and hits one by one.
final class InstrumentRoutes implements HttpService {
  private static final int LARGEST_SOUND = 8 << 20;

  private static final HeaderName CONTENT_SECURITY_POLICY =
      HeaderNames.create("Content-Security-Policy");
  private static final String REPORT_POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; "
          + "frame-ancestors 'none'";

  private final InstrumentShelf shelf;

  InstrumentRoutes(InstrumentShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/", (request, response) -> Answers.json(response, shelf.list()))
        .get("/{id}", this::card)
        .get("/{id}/file", this::file)
        .get("/{id}/report", this::report)
        .post("/{id}/hits", this::hit)
        .post("/{id}/tokens", this::tokens)
        .post("/{id}/sound", this::sound);
  }

  private OpenInstrument instrument(ServerRequest request) {
    return shelf.get(request.path().pathParameters().get("id"));
  }

  private void card(ServerRequest request, ServerResponse response) {
    Instrument instrument = instrument(request).instrument();
    JsonObject file = new JsonObject();
    file.addProperty("bytes", instrument.file().bytes());
    file.addProperty("weightsSha256", instrument.file().weightsSha256());
    file.addProperty("parameters", instrument.parameters());
    JsonObject json = new JsonObject();
    json.add("card", instrument.card().toJson());
    json.add("file", file);
    json.addProperty("report", Files.isRegularFile(shelf.report(instrument(request).id())));
    Answers.json(response, json);
  }

  private void file(ServerRequest request, ServerResponse response) {
    OpenInstrument open = instrument(request);
    Answers.asDownload(response, open.id() + InstrumentFile.EXTENSION);
    if (open.id().equals(Instrument.STARTER)) {
      Answers.bytes(response, "application/octet-stream", starter());
    } else {
      Answers.file(response, "application/octet-stream", shelf.file(open.id()));
    }
  }

  private static byte[] starter() {
    try (InputStream in = Instrument.class.getResourceAsStream("/timbrel/starter.timbrel")) {
      if (in == null) {
        throw new NotFoundException("this build has no built-in instrument");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in instrument cannot be read", e);
    }
  }

  /// The report's page, which needs nothing else and is allowed nothing else.
  private void report(ServerRequest request, ServerResponse response) {
    String id = instrument(request).id();
    Path report = shelf.report(id);
    if (!Files.isRegularFile(report)) {
      throw new NotFoundException("'" + id + "' has no report beside it");
    }
    response.header(CONTENT_SECURITY_POLICY, REPORT_POLICY);
    Answers.file(response, "text/html; charset=utf-8", report);
  }

  private void tokens(ServerRequest request, ServerResponse response) {
    Instrument instrument = instrument(request).instrument();
    CodecDescription config = instrument.card().codec();
    Wav wav = WavBytes.read(Bodies.bytes(request, LARGEST_SOUND));
    Codes codes = TokenBench.encode(instrument, wav);
    JsonObject json = new JsonObject();
    json.addProperty("codebooks", codes.codebooks());
    json.addProperty("codebookSize", config.codebookSize());
    json.addProperty("frames", codes.frames());
    json.addProperty("hop", Math.round(config.sampleRate() / config.frameRate()));
    json.addProperty("sampleRate", config.sampleRate());
    json.add("codes", HitJson.codes(codes));
    Answers.json(response, json);
  }

  private void sound(ServerRequest request, ServerResponse response) {
    Instrument instrument = instrument(request).instrument();
    CodecDescription config = instrument.card().codec();
    JsonRequest json = Bodies.json(request);
    int[][] rows =
        json.matrix(
            "codes", config.codebooks(), TokenBench.mostFrames(config), config.codebookSize() - 1);
    List<Boolean> heard =
        json.has("heard") ? json.flags("heard", config.codebooks()) : TokenBench.all(config);
    Codes codes = TokenBench.codes(rows, config);
    Answers.sound(response, TokenBench.decode(instrument, codes, heard));
  }

  /// One hit as WAV; what is known of it is in the header `Timbrel-Hit`.
  private void hit(ServerRequest request, ServerResponse response) {
    OpenInstrument open = instrument(request);
    HitWish wish = HitWish.read(Bodies.json(request));
    Hit hit = open.maker().make(wish.request(open.instrument().card().sampling()));
    JsonObject facts = HitJson.of(hit, open.instrument().card().knobs());
    response.header(HeaderNames.create("Timbrel-Hit"), facts.toString());
    Answers.sound(response, hit.sound());
  }
}
