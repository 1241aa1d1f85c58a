package timbrel.studio.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The files of the page. All of them are in memory, under the only paths that there are, so that
/// no path of a request is ever looked up on a disk.
final class Page implements HttpService {
  private static final String FOLDER = "/timbrel/studio/page/";

  static final List<String> FILES =
      List.of(
          "index.html",
          "style.css",
          "icon.svg",
          "app.js",
          "dom.js",
          "api.js",
          "live.js",
          "audio.js",
          "worklet.js",
          "kit.js",
          "play.js",
          "pads.js",
          "device.js",
          "shape.js",
          "sequencer.js",
          "midi.js",
          "picture.js",
          "inside.js",
          "passport.js",
          "takeaway.js",
          "learn.js",
          "explore.js",
          "lessons.js",
          "uplot.js",
          "uplot.css",
          "uplot-licence.txt");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, File> files = new HashMap<>();

  private record File(byte[] bytes, String type, String tag) {}

  Page() {
    FILES.forEach(name -> files.put("/" + name, load(name)));
    files.put("/", load("index.html"));
  }

  /// Bytes of all files together.
  long weight() {
    return FILES.stream().mapToLong(name -> load(name).bytes().length).sum();
  }

  @Override
  public void routing(HttpRules rules) {
    files.keySet().forEach(path -> rules.get(path, this::send));
  }

  private void send(ServerRequest request, ServerResponse response) {
    File file = files.get(request.path().path());
    if (file == null) {
      response.next();
      return;
    }
    response.header(HeaderNames.ETAG, file.tag());
    response.header(HeaderNames.CACHE_CONTROL, "no-cache");
    if (request.headers().values(HeaderNames.IF_NONE_MATCH).contains(file.tag())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      Answers.bytes(response, file.type(), file.bytes());
    }
  }

  private static File load(String name) {
    try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("page file " + name + " is missing from the class path");
      }
      byte[] bytes = in.readAllBytes();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return new File(bytes, type == null ? "application/octet-stream" : type, tag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the page", e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
