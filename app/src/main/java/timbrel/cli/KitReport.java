package timbrel.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;
import timbrel.instrument.Hit;
import timbrel.instrument.Instrument;

/// What `generate` prints: a line for each file as it is written, or one JSON object at the end.
final class KitReport {
  private final KnobRange range;
  private final KitPlan plan;
  private final PrintWriter out;
  private final boolean json;
  private final JsonObject document = new JsonObject();
  private final JsonArray files = new JsonArray();

  KitReport(Instrument instrument, KitPlan plan, PrintWriter out, boolean json) {
    range = instrument.card().knobs();
    this.plan = plan;
    this.out = out;
    this.json = json;
    document.addProperty("instrument", instrument.card().name());
    document.addProperty("weightsSha256", instrument.file().weightsSha256());
    document.addProperty("seed", plan.seed());
    document.add("files", files);
  }

  void add(Path file, Hit hit) {
    if (json) {
      files.add(describe(file, hit));
    } else {
      printLine(file, hit);
    }
  }

  void end() {
    if (json) {
      out.println(document);
    } else {
      out.printf("seed %d%n", plan.seed());
    }
    out.flush();
  }

  private void printLine(Path file, Hit hit) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s  %s  %.2f s",
            file,
            hit.request().className().isEmpty() ? "any" : hit.request().className(),
            hit.sound().seconds()));
    if (!plan.knobs().isEmpty()) {
      KnobValues measured = hit.achieved();
      plan.knobs()
          .forEach((knob, wanted) ->
              line.append(
                  String.format(
                      Locale.ROOT,
                      "  %s %.2f -> %s",
                      knob.label(),
                      wanted,
                      achieved(knob, measured))));
    }
    out.println(line);
    out.flush();
  }

  private String achieved(Knob knob, KnobValues measured) {
    double natural = measured.get(knob);
    return Double.isNaN(natural)
        ? "not measurable"
        : String.format(
            Locale.ROOT, "%.2f (%.4g %s)", range.normalize(knob, natural), natural, knob.unit());
  }

  private JsonObject describe(Path file, Hit hit) {
    JsonObject item = new JsonObject();
    item.addProperty("path", file.toString());
    item.addProperty("class", hit.request().className());
    item.addProperty("seconds", hit.sound().seconds());
    item.addProperty("samples", hit.sound().length());
    item.addProperty("sampleRate", hit.sound().sampleRate());
    item.addProperty("hitSeed", hit.request().seed());
    JsonObject knobs = new JsonObject();
    KnobValues measured = hit.achieved();
    for (Knob knob : Knob.values()) {
      knobs.add(knob.label(), describe(knob, measured));
    }
    item.add("knobs", knobs);
    return item;
  }

  private JsonObject describe(Knob knob, KnobValues measured) {
    JsonObject item = new JsonObject();
    Double wanted = plan.knobs().get(knob);
    if (wanted != null) {
      item.addProperty("requested", wanted);
    }
    double natural = measured.get(knob);
    if (Double.isNaN(natural)) {
      item.add("achieved", JsonNull.INSTANCE);
    } else {
      item.addProperty("achieved", range.normalize(knob, natural));
      item.addProperty("natural", natural);
    }
    item.addProperty("unit", knob.unit());
    return item;
  }
}
