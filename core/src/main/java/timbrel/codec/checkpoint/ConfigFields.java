package timbrel.codec.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The fields of a `config.json`. A field that is missing has the default of its family; one that
/// is there must be what the family can have. Fields that nobody asks for are of no concern here.
public final class ConfigFields {
  private static final int MOST_ITEMS = 64;

  private final Path file;
  private final JsonObject object;

  ConfigFields(Path file, JsonObject object) {
    this.file = file;
    this.object = object;
  }

  /// Fields that were read elsewhere.
  ///
  /// @param file where they come from, for messages
  public static ConfigFields of(Path file, JsonObject fields) {
    return new ConfigFields(file, fields);
  }

  /// The file, for messages.
  public Path file() {
    return file;
  }

  /// All fields as they are in the file.
  public JsonObject toJson() {
    return object.deepCopy();
  }

  public String text(String name, String missing) {
    JsonElement value = get(name);
    if (value.isJsonNull()) {
      return missing;
    }
    if (!(value instanceof JsonPrimitive text) || !text.isString()) {
      throw wrong(name, "a text");
    }
    return text.getAsString();
  }

  public int integer(String name, int missing, int low, int high) {
    JsonElement value = get(name);
    return value.isJsonNull() ? missing : integer(name, value, low, high);
  }

  public double number(String name, double missing, double low, double high) {
    return optionalNumber(name, low, high).orElse(missing);
  }

  public OptionalDouble optionalNumber(String name, double low, double high) {
    JsonElement value = get(name);
    return value.isJsonNull()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(name, value, low, high));
  }

  public boolean truth(String name, boolean missing) {
    JsonElement value = get(name);
    if (value.isJsonNull()) {
      return missing;
    }
    if (!(value instanceof JsonPrimitive truth) || !truth.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return truth.getAsBoolean();
  }

  public List<Integer> integers(String name, List<Integer> missing, int low, int high) {
    List<Integer> values = new ArrayList<>();
    for (JsonElement item : items(name)) {
      values.add(integer(name, item, low, high));
    }
    return get(name).isJsonNull() ? missing : List.copyOf(values);
  }

  public List<Double> numbers(String name, List<Double> missing, double low, double high) {
    List<Double> values = new ArrayList<>();
    for (JsonElement item : items(name)) {
      values.add(number(name, item, low, high));
    }
    return get(name).isJsonNull() ? missing : List.copyOf(values);
  }

  /// A complaint about a field that is there.
  public CheckpointException wrong(String name, String expected) {
    return new CheckpointException(
        file,
        "%s is %s, expected %s"
            .formatted(name, CheckpointException.quoted(get(name).toString()), expected));
  }

  private JsonArray items(String name) {
    JsonElement value = get(name);
    if (value.isJsonNull()) {
      return new JsonArray();
    }
    if (!(value instanceof JsonArray array) || array.isEmpty() || array.size() > MOST_ITEMS) {
      throw wrong(name, "a list of 1 to " + MOST_ITEMS + " numbers");
    }
    return array;
  }

  private int integer(String name, JsonElement value, int low, int high) {
    double number = number(name, value, low, high);
    if (number != Math.rint(number)) {
      throw wrong(name, "whole numbers");
    }
    return (int) number;
  }

  private double number(String name, JsonElement value, double low, double high) {
    if (!(value instanceof JsonPrimitive number) || !number.isNumber()) {
      throw wrong(name, "a number");
    }
    double found = Double.parseDouble(number.getAsString());
    if (!(found >= low && found <= high)) {
      throw wrong(name, "%s to %s".formatted(shown(low), shown(high)));
    }
    return found;
  }

  private static String shown(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private JsonElement get(String name) {
    JsonElement value = object.get(name);
    return value == null ? JsonNull.INSTANCE : value;
  }
}
