package timbrel.studio.explore;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/// One sound on the map.
///
/// @param training whether it was recorded; else it was generated
/// @param soundClass of the recording, or that was asked for
/// @param seed brings a generated sound back
/// @param file of a recording in its set
/// @param knobs measured, 0 to 1 and beyond; NaN where they cannot be
/// @param embedding where it lies among others
record MapPoint(
    boolean training,
    String soundClass,
    long seed,
    String file,
    float[] knobs,
    double[] embedding) {

  /// @param place in the plane
  /// @param nearest index of the training sound that is nearest; -1 where there is none
  JsonObject toJson(double[] place, int nearest) {
    JsonObject json = new JsonObject();
    json.addProperty("training", training);
    json.addProperty("class", soundClass);
    if (training) {
      json.addProperty("file", file);
    } else {
      json.addProperty("seed", seed);
    }
    json.addProperty("x", place[0]);
    json.addProperty("y", place[1]);
    if (nearest >= 0) {
      json.addProperty("nearest", nearest);
    }
    JsonArray values = new JsonArray();
    for (float knob : knobs) {
      values.add(Float.isFinite(knob) ? (Number) Math.clamp(knob, 0f, 1f) : null);
    }
    json.add("knobs", values);
    return json;
  }
}
