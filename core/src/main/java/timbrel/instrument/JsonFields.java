package timbrel.instrument;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of one JSON object, read with their path, so that each complaint names the field, its
/// value and what was expected.
final class JsonFields {
  private final JsonObject object;
  private final String path;

  JsonFields(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  String path() {
    return path;
  }

  boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  JsonObject raw() {
    return object;
  }

  Iterable<String> names() {
    return object.keySet();
  }

  JsonFields child(String name) {
    if (!(get(name) instanceof JsonObject child)) {
      throw wrong(name, "an object");
    }
    return new JsonFields(child, path(name));
  }

  Optional<JsonFields> optionalChild(String name) {
    return has(name) ? Optional.of(child(name)) : Optional.empty();
  }

  /// The objects of an array.
  List<JsonFields> children(String name, int most) {
    JsonArray array = array(name, most);
    List<JsonFields> children = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String childPath = path(name) + "[" + i + "]";
      if (!(array.get(i) instanceof JsonObject child)) {
        throw new InstrumentException(childPath, show(array.get(i)), "an object");
      }
      children.add(new JsonFields(child, childPath));
    }
    return children;
  }

  String text(String name, int mostChars) {
    if (!(get(name) instanceof JsonPrimitive value) || !value.isString()) {
      throw wrong(name, "a string");
    }
    return checkedText(value.getAsString(), path(name), mostChars);
  }

  List<String> texts(String name, int most, int mostChars) {
    JsonArray array = array(name, most);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String itemPath = path(name) + "[" + i + "]";
      if (!(array.get(i) instanceof JsonPrimitive value) || !value.isString()) {
        throw new InstrumentException(itemPath, show(array.get(i)), "a string");
      }
      texts.add(checkedText(value.getAsString(), itemPath, mostChars));
    }
    return texts;
  }

  int integer(String name, int low, int high) {
    return (int) whole(name, low, high);
  }

  long whole(String name, long low, long high) {
    String expected = "a whole number from %d to %d".formatted(low, high);
    if (!(get(name) instanceof JsonPrimitive value) || !value.isNumber()) {
      throw wrong(name, expected);
    }
    try {
      long number = Long.parseLong(value.getAsString());
      if (number < low || number > high) {
        throw wrong(name, expected);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(name, expected);
    }
  }

  double number(String name, double low, double high) {
    String expected = "a number from %s to %s".formatted(low, high);
    if (!(get(name) instanceof JsonPrimitive value) || !value.isNumber()) {
      throw wrong(name, expected);
    }
    double number = Double.parseDouble(value.getAsString());
    if (!(number >= low && number <= high)) {
      throw wrong(name, expected);
    }
    return number;
  }

  boolean truth(String name) {
    if (!(get(name) instanceof JsonPrimitive value) || !value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.getAsBoolean();
  }

  /// An enum constant, written in lower case.
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    String text = text(name, 40);
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String lower = constant.name().toLowerCase(java.util.Locale.ROOT);
      if (lower.equals(text)) {
        return constant;
      }
      known.add(lower);
    }
    throw wrong(name, "one of " + String.join(", ", known));
  }

  Map<String, Long> wholes(String name, int most, long low, long high) {
    JsonFields fields = child(name);
    Map<String, Long> wholes = new LinkedHashMap<>();
    for (String key : fields.keys(most)) {
      wholes.put(key, fields.whole(key, low, high));
    }
    return wholes;
  }

  Map<String, Double> numbers(String name, int most) {
    JsonFields fields = child(name);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String key : fields.keys(most)) {
      numbers.put(key, fields.number(key, -Double.MAX_VALUE, Double.MAX_VALUE));
    }
    return numbers;
  }

  InstrumentException wrong(String name, String expected) {
    return new InstrumentException(path(name), show(get(name)), expected);
  }

  private List<String> keys(int most) {
    if (object.size() > most) {
      throw new InstrumentException(path, object.size() + " fields", "at most " + most);
    }
    return List.copyOf(object.keySet());
  }

  private JsonArray array(String name, int most) {
    if (!(get(name) instanceof JsonArray array)) {
      throw wrong(name, "an array");
    }
    if (array.size() > most) {
      throw new InstrumentException(path(name), array.size() + " items", "at most " + most);
    }
    return array;
  }

  private JsonElement get(String name) {
    JsonElement value = object.get(name);
    return value == null ? JsonNull.INSTANCE : value;
  }

  private String path(String name) {
    return path + "." + name;
  }

  private static String checkedText(String text, String path, int mostChars) {
    if (text.length() > mostChars) {
      throw new InstrumentException(
          path, text.length() + " characters long", "at most " + mostChars);
    }
    return text;
  }

  private static String show(JsonElement value) {
    return switch (value) {
      case JsonNull missing -> "missing";
      case JsonObject object -> "an object";
      case JsonArray array -> "an array";
      default -> value.toString();
    };
  }
}
