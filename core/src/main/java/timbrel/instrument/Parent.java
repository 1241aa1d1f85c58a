package timbrel.instrument;

import com.google.gson.JsonObject;

/// The instrument that another one was learnt from.
///
/// @param name from its card
/// @param sha256 of its file, in hexadecimal
public record Parent(String name, String sha256) {

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("sha256", sha256);
    return json;
  }

  static Parent read(JsonFields fields) {
    return new Parent(fields.text("name", Card.LONGEST_NAME), fields.text("sha256", 64));
  }
}
