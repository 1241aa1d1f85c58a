package timbrel.studio.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.studio.play.WavBytes;

/// Sends what a request asked for.
final class Answers {
  private Answers() {}

  static void json(ServerResponse response, JsonElement json) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    bytes(response, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  static void done(ServerResponse response) {
    response.status(Status.NO_CONTENT_204).send();
  }

  /// A sound as WAV, 32-bit floating point.
  static void sound(ServerResponse response, Sound sound) {
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    bytes(response, "audio/wav", WavBytes.of(sound, SampleFormat.FLOAT_32));
  }

  /// `{"problem": "..."}` with the status that was set.
  static void problem(ServerResponse response, String message) {
    JsonObject json = new JsonObject();
    json.addProperty("problem", message);
    json(response, json);
  }

  static void bytes(ServerResponse response, String type, byte[] bytes) {
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.send(bytes);
  }

  /// A whole file, without taking it into memory.
  static void file(ServerResponse response, String type, Path file) {
    response.header(HeaderNames.CONTENT_TYPE, type);
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    try {
      response.contentLength(Files.size(file));
      try (OutputStream out = response.outputStream()) {
        Files.copy(file, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.getFileName() + " cannot be sent", e);
    }
  }

  /// Makes the browser save what follows under that name.
  ///
  /// @param name without quotes, as [timbrel.studio.workspace.Names] allows
  static void asDownload(ServerResponse response, String name) {
    String ascii = name.replaceAll("[^A-Za-z0-9 _.()+-]", "_");
    response.header(
        HeaderNames.CONTENT_DISPOSITION,
        "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded(name)));
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
