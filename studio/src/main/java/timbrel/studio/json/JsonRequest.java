package timbrel.studio.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One JSON object of a request. Every value is asked for with its bounds, and a value outside of
/// them is refused by the name of its field.
public final class JsonRequest {
  private static final int MAX_DEPTH = 16;

  private final JsonObject object;
  private final String path;

  private JsonRequest(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  /// @throws BadRequestException if the text is not one JSON object
  public static JsonRequest parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_DEPTH);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (!(element instanceof JsonObject object) || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new BadRequestException("the request is not one JSON object");
      }
      return new JsonRequest(object, "");
    } catch (JsonParseException | MalformedJsonException | NumberFormatException e) {
      throw new BadRequestException("the request is not JSON");
    } catch (IOException e) {
      throw new BadRequestException("the request ends too soon");
    }
  }

  public boolean has(String field) {
    return value(field) != null;
  }

  /// A text of 1 to `longest` characters.
  public String text(String field, int longest) {
    return optionalText(field, longest).orElseThrow(() -> wrong(field, "a text"));
  }

  public Optional<String> optionalText(String field, int longest) {
    JsonElement element = value(field);
    if (element == null) {
      return Optional.empty();
    }
    if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
      throw wrong(field, "a text");
    }
    String text = primitive.getAsString();
    if (text.isEmpty() || text.length() > longest) {
      throw wrong(field, "1 to " + longest + " characters");
    }
    return Optional.of(text);
  }

  public double number(String field, double low, double high) {
    return number(field, value(field), low, high);
  }

  public double number(String field, double low, double high, double otherwise) {
    return has(field) ? number(field, low, high) : otherwise;
  }

  public long whole(String field, long low, long high) {
    if (value(field) instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (number >= low && number <= high && number == Math.rint(number)) {
        return (long) number;
      }
    }
    throw wrong(field, "a whole number from %d to %d".formatted(low, high));
  }

  /// Any whole number of 64 bits, as a text: JavaScript's own numbers have gaps from 2^53 on.
  ///
  /// @return empty if the field is no text
  public OptionalLong wholeAsText(String field) {
    if (!has(field) || !(value(field) instanceof JsonPrimitive text) || !text.isString()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.getAsString()));
    } catch (NumberFormatException e) {
      throw new BadRequestException(field, text.toString(), "a whole number of 64 bits");
    }
  }

  public long whole(String field, long low, long high, long otherwise) {
    return has(field) ? whole(field, low, high) : otherwise;
  }

  public boolean flag(String field, boolean otherwise) {
    JsonElement element = value(field);
    if (element == null) {
      return otherwise;
    }
    if (!(element instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
      throw wrong(field, "true or false");
    }
    return primitive.getAsBoolean();
  }

  /// An object of numbers; empty where there is none.
  public Map<String, Double> numbers(String field, int most, double low, double high) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    JsonElement element = value(field);
    if (element == null) {
      return numbers;
    }
    if (!(element instanceof JsonObject object) || object.size() > most) {
      throw wrong(field, "an object of at most " + most + " numbers");
    }
    object
        .entrySet()
        .forEach(e ->
            numbers.put(e.getKey(), number(field + "." + e.getKey(), e.getValue(), low, high)));
    return numbers;
  }

  /// An object of texts; empty where there is none.
  public Map<String, String> texts(String field, int most, int longest) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : child(field).object.keySet()) {
      if (texts.size() == most) {
        throw wrong(field, "at most " + most + " texts");
      }
      texts.put(name, child(field).text(name, longest));
    }
    return texts;
  }

  public JsonRequest child(String field) {
    if (value(field) instanceof JsonObject child) {
      return new JsonRequest(child, name(field) + ".");
    }
    throw wrong(field, "an object");
  }

  public List<JsonRequest> children(String field, int most) {
    List<JsonRequest> children = new ArrayList<>();
    for (JsonElement element : array(field, most)) {
      String name = "%s[%d]".formatted(name(field), children.size());
      if (!(element instanceof JsonObject child)) {
        throw new BadRequestException(name, element.toString(), "an object");
      }
      children.add(new JsonRequest(child, name + "."));
    }
    return children;
  }

  public List<Boolean> flags(String field, int most) {
    List<Boolean> flags = new ArrayList<>();
    for (JsonElement element : array(field, most)) {
      if (!(element instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
        throw wrong(field, "an array of true and false");
      }
      flags.add(primitive.getAsBoolean());
    }
    return flags;
  }

  /// An array of equally long arrays of whole numbers from 0 to `high`.
  public int[][] matrix(String field, int mostRows, int mostColumns, int high) {
    JsonArray rows = array(field, mostRows);
    int[][] matrix = new int[rows.size()][];
    for (int r = 0; r < matrix.length; r++) {
      if (!(rows.get(r) instanceof JsonArray row) || row.size() > mostColumns) {
        throw new BadRequestException(
            "%s[%d]".formatted(name(field), r),
            "too long or no array",
            "an array of at most " + mostColumns + " numbers");
      }
      matrix[r] = new int[row.size()];
      for (int c = 0; c < matrix[r].length; c++) {
        matrix[r][c] = (int) number("%s[%d][%d]".formatted(field, r, c), row.get(c), 0, high);
      }
    }
    return matrix;
  }

  private JsonArray array(String field, int most) {
    if (!(value(field) instanceof JsonArray array) || array.size() > most) {
      throw wrong(field, "an array of at most " + most);
    }
    return array;
  }

  private double number(String field, @Nullable JsonElement element, double low, double high) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = primitive.getAsDouble();
      if (number >= low && number <= high) {
        return number;
      }
    }
    throw new BadRequestException(
        path + field, String.valueOf(element), "a number from %s to %s".formatted(low, high));
  }

  private @Nullable JsonElement value(String field) {
    JsonElement element = object.get(field);
    return element == null || element.isJsonNull() ? null : element;
  }

  private String name(String field) {
    return path + field;
  }

  private BadRequestException wrong(String field, String expected) {
    JsonElement found = object.get(field);
    return new BadRequestException(
        name(field), found == null ? "missing" : found.toString(), expected);
  }
}
