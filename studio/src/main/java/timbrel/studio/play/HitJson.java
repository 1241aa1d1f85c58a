package timbrel.studio.play;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import timbrel.codec.Codes;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;
import timbrel.instrument.Hit;
import timbrel.instrument.StoredHit;

/// What is told of a hit beside its samples.
public final class HitJson {
  private HitJson() {}

  public static JsonObject of(Hit hit, KnobRange range) {
    JsonObject json = new JsonObject();
    json.addProperty("class", hit.request().className());
    json.addProperty("seed", hit.request().seed());
    json.addProperty("sampleRate", hit.sound().sampleRate());
    json.addProperty("samples", hit.sound().length());
    json.add("knobs", knobs(hit, range));
    return json;
  }

  /// What is told of a stored hit. Its knobs were not measured; its seed, which is a text because
  /// it has 64 bits, brings the whole of it back.
  public static JsonObject of(StoredHit hit, String className) {
    JsonObject json = new JsonObject();
    json.addProperty("class", className);
    json.addProperty("seed", Long.toString(hit.seed()));
    json.addProperty("sampleRate", hit.sound().sampleRate());
    json.addProperty("samples", hit.sound().length());
    json.add("knobs", new JsonObject());
    return json;
  }

  /// Codebook by codebook.
  public static JsonArray codes(Codes codes) {
    JsonArray rows = new JsonArray(codes.codebooks());
    for (int[] codebook : codes.codes()) {
      JsonArray row = new JsonArray(codebook.length);
      for (int code : codebook) {
        row.add(code);
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonObject knobs(Hit hit, KnobRange range) {
    KnobValues achieved = hit.achieved();
    JsonObject knobs = new JsonObject();
    for (Knob knob : Knob.values()) {
      JsonObject entry = new JsonObject();
      Double requested = hit.request().knobs().get(knob);
      if (requested != null) {
        entry.addProperty("requested", requested);
      }
      add(entry, "achieved", range.normalize(knob, achieved.get(knob)));
      add(entry, "natural", achieved.get(knob));
      entry.addProperty("unit", knob.unit());
      knobs.add(knob.label(), entry);
    }
    return knobs;
  }

  /// JSON has no NaN: what cannot be measured is null.
  private static void add(JsonObject entry, String field, double value) {
    if (Double.isFinite(value)) {
      entry.addProperty(field, value);
    } else {
      entry.add(field, JsonNull.INSTANCE);
    }
  }
}
