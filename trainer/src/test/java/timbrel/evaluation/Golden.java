package timbrel.evaluation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What evaluation_golden.py computed with torch, librosa and scipy.
final class Golden {
  private Golden() {}

  static JsonObject values() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(Golden.class.getResourceAsStream("golden.json")),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
