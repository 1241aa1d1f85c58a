package timbrel.studio.http;

import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;

/// Reads what a request carries, and no more of it than is allowed.
final class Bodies {
  private static final int LARGEST_JSON = 1 << 20;

  private Bodies() {}

  static JsonRequest json(ServerRequest request) {
    return JsonRequest.parse(new String(bytes(request, LARGEST_JSON), StandardCharsets.UTF_8));
  }

  /// @throws TooLargeException if there are more than `most`
  static byte[] bytes(ServerRequest request, int most) {
    requireAtMost(request, most);
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new TooLargeException(most);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("the request ended too soon", e);
    }
  }

  /// The `{id}` of a path, where it is a number.
  static long number(ServerRequest request) {
    String text = request.path().pathParameters().get("id");
    if (!text.matches("[0-9]{1,18}")) {
      throw new BadRequestException("id", text, "a number");
    }
    return Long.parseLong(text);
  }

  /// Refuses what is announced as too large before any of it is read.
  static void requireAtMost(ServerRequest request, long most) {
    if (request.headers().contentLength().orElse(0) > most) {
      throw new TooLargeException(most);
    }
  }
}
