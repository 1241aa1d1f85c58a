package timbrel.instrument;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Small pieces of JSON that the parts of a card share.
final class CardJson {
  private CardJson() {}

  static JsonObject object(Map<String, ? extends Number> numbers) {
    JsonObject json = new JsonObject();
    numbers.forEach((name, number) -> json.add(name, new JsonPrimitive(number)));
    return json;
  }

  /// An unchangeable copy in the same order, so that the same card gives the same text.
  static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// `known` with the fields that only `all` has: what a newer version wrote is not lost when an
  /// older one reads and writes the card.
  static JsonObject withUnknown(JsonObject known, JsonObject all) {
    JsonObject merged = known.deepCopy();
    for (Map.Entry<String, JsonElement> field : all.entrySet()) {
      JsonElement mine = known.get(field.getKey());
      if (mine == null) {
        merged.add(field.getKey(), field.getValue().deepCopy());
      } else if (mine instanceof JsonObject inner && field.getValue() instanceof JsonObject other) {
        merged.add(field.getKey(), withUnknown(inner, other));
      }
    }
    return merged;
  }

  /// The fields of `all` that `known` lacks.
  static JsonObject missingFrom(JsonObject known, JsonObject all) {
    JsonObject missing = new JsonObject();
    for (Map.Entry<String, JsonElement> field : all.entrySet()) {
      JsonElement mine = known.get(field.getKey());
      if (mine == null) {
        missing.add(field.getKey(), field.getValue().deepCopy());
      } else if (mine instanceof JsonObject inner && field.getValue() instanceof JsonObject other) {
        JsonObject nested = missingFrom(inner, other);
        if (nested.size() > 0) {
          missing.add(field.getKey(), nested);
        }
      }
    }
    return missing;
  }
}
