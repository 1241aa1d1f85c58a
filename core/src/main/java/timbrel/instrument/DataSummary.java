package timbrel.instrument;

import com.google.gson.JsonObject;
import java.util.Map;

/// What an instrument has learnt from, and who is to be thanked.
///
/// @param sounds number of sounds
/// @param groups number of groups: takes of one drum are one group
/// @param seconds of sound in all
/// @param classes sounds of each class
/// @param licences sounds under each licence; "unknown" for those that came without one
/// @param attributions the credits, as text
public record DataSummary(
    long sounds,
    long groups,
    double seconds,
    Map<String, Long> classes,
    Map<String, Long> licences,
    String attributions) {
  private static final int MOST_NAMES = 10_000;
  private static final int LONGEST_ATTRIBUTIONS = 4 << 20;

  /// Nothing has been learnt from.
  public static final DataSummary NONE = new DataSummary(0, 0, 0, Map.of(), Map.of(), "");

  public DataSummary {
    classes = CardJson.ordered(classes);
    licences = CardJson.ordered(licences);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("sounds", sounds);
    json.addProperty("groups", groups);
    json.addProperty("seconds", seconds);
    json.add("classes", CardJson.object(classes));
    json.add("licences", CardJson.object(licences));
    json.addProperty("attributions", attributions);
    return json;
  }

  static DataSummary read(JsonFields fields) {
    return new DataSummary(
        fields.whole("sounds", 0, Long.MAX_VALUE),
        fields.whole("groups", 0, Long.MAX_VALUE),
        fields.number("seconds", 0, Double.MAX_VALUE),
        fields.wholes("classes", MOST_NAMES, 0, Long.MAX_VALUE),
        fields.wholes("licences", MOST_NAMES, 0, Long.MAX_VALUE),
        fields.text("attributions", LONGEST_ATTRIBUTIONS));
  }
}
