package timbrel.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/// Reads JSON from a file that is not trusted: nesting, number of values and length of the text are
/// bounded, and a name may occur once in an object.
public final class BoundedJson {
  /// Characters of a text at most.
  public static final int MAX_CHARS = 8 << 20;

  static final int MAX_DEPTH = 32;
  static final int MAX_VALUES = 500_000;
  private static final int MAX_NUMBER_CHARS = 40;

  private final JsonReader reader;
  private int values;

  private BoundedJson(JsonReader reader) {
    this.reader = reader;
  }

  /// @param what the field that holds the text, for the error
  /// @throws JsonException if the text is not one JSON object within the bounds
  public static JsonObject parseObject(String text, String what) {
    if (text.length() > MAX_CHARS) {
      throw new JsonException(what, text.length() + " characters long", "at most " + MAX_CHARS);
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH);
    try {
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new JsonException(what, "not a JSON object", "a JSON object");
      }
      JsonObject object = new BoundedJson(reader).readObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonException(what, "followed by more text", "one JSON object");
      }
      return object;
    } catch (MalformedJsonException | EOFException | NumberFormatException e) {
      throw new JsonException(what, "not JSON: " + firstLine(e), "a JSON object");
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string", e);
    }
  }

  /// The library's messages go on with a link.
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private JsonObject readObject() throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new MalformedJsonException("two fields named " + name);
      }
      object.add(name, readValue());
    }
    reader.endObject();
    return object;
  }

  private JsonArray readArray() throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(readValue());
    }
    reader.endArray();
    return array;
  }

  private JsonElement readValue() throws IOException {
    if (++values > MAX_VALUES) {
      throw new MalformedJsonException("more than " + MAX_VALUES + " values");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> readObject();
      case BEGIN_ARRAY -> readArray();
      case STRING -> new JsonPrimitive(reader.nextString());
      case NUMBER -> readNumber();
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new MalformedJsonException("unexpected " + reader.peek());
    };
  }

  /// The digits are kept as written, so that a report is kept as it was.
  private JsonPrimitive readNumber() throws IOException {
    String digits = reader.nextString();
    if (digits.length() > MAX_NUMBER_CHARS) {
      throw new MalformedJsonException("a number of " + digits.length() + " characters");
    }
    return new JsonPrimitive(new LazilyParsedNumber(digits));
  }
}
