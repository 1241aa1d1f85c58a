package timbrel.studio.lessons;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.lesson.Demonstrations;
import timbrel.lesson.Lesson;
import timbrel.lesson.MeasuredResult;
import timbrel.lesson.Shown;

/// Lessons with their demonstrations computed, once each, with the built-in instrument.
public final class LessonBench {
  private static final String SOUND_CLASS = "snare";
  private static final long SEED = 5;

  private final Map<String, Shown> shown = new ConcurrentHashMap<>();
  private @Nullable Demonstrations demonstrations;

  /// All sounds of a lesson's demonstrations.
  public List<Shown.NamedSound> sounds(Lesson lesson) {
    List<Shown.NamedSound> sounds = new ArrayList<>();
    for (Lesson.Step step : lesson.steps()) {
      for (Lesson.Block block : step.blocks()) {
        if (block instanceof Lesson.Demonstration demonstration) {
          sounds.addAll(show(demonstration.name()).sounds());
        }
      }
    }
    return sounds;
  }

  /// What the page shows.
  public JsonObject toJson(Lesson lesson) {
    JsonObject json = new JsonObject();
    json.addProperty("number", lesson.number());
    json.addProperty("title", lesson.title());
    JsonArray steps = new JsonArray();
    for (Lesson.Step step : lesson.steps()) {
      JsonObject one = new JsonObject();
      one.addProperty("title", step.title());
      JsonArray blocks = new JsonArray();
      step.blocks().forEach(block -> blocks.add(json(block)));
      one.add("blocks", blocks);
      steps.add(one);
    }
    json.add("steps", steps);
    return json;
  }

  private Shown show(String name) {
    return shown.computeIfAbsent(name, n -> demonstrations().show(n));
  }

  private synchronized Demonstrations demonstrations() {
    if (demonstrations == null) {
      Instrument starter = Instrument.open(Instrument.STARTER);
      HitRequest request =
          new HitRequest(
              SOUND_CLASS, Map.of(), OptionalDouble.empty(), starter.card().sampling(), 1, SEED);
      demonstrations =
          new Demonstrations(
              starter, new HitMaker(starter, KnobWay.TOLD).make(request).sound(), SOUND_CLASS);
    }
    return demonstrations;
  }

  private JsonObject json(Lesson.Block block) {
    JsonObject json = new JsonObject();
    switch (block) {
      case Lesson.Text text -> {
        json.addProperty("kind", "text");
        json.addProperty("text", text.markdown());
      }
      case Lesson.Demonstration demonstration -> addDemonstration(json, demonstration);
      case Lesson.Question question -> addQuestion(json, question);
      case Lesson.Measured measured -> addMeasured(json, measured.experiment());
      case Lesson.Source source -> {
        json.addProperty("kind", "source");
        json.addProperty("file", source.file());
        json.addProperty("text", source.lines());
      }
    }
    return json;
  }

  private void addDemonstration(JsonObject json, Lesson.Demonstration demonstration) {
    Shown result = show(demonstration.name());
    json.addProperty("kind", "demonstration");
    json.addProperty("text", result.text());
    JsonArray sounds = new JsonArray();
    for (Shown.NamedSound sound : result.sounds()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", sound.name());
      one.addProperty("about", sound.about());
      sounds.add(one);
    }
    json.add("sounds", sounds);
  }

  private static void addQuestion(JsonObject json, Lesson.Question question) {
    json.addProperty("kind", "question");
    json.addProperty("text", question.prompt());
    json.add("options", array(question.options()));
    json.addProperty("answer", question.answer());
    json.addProperty("why", question.why());
  }

  private static void addMeasured(JsonObject json, String experiment) {
    json.addProperty("kind", "measured");
    json.addProperty("command", MeasuredResult.command(experiment));
    MeasuredResult.of(experiment)
        .ifPresent(result -> {
          json.addProperty("title", result.title());
          json.addProperty("setting", result.setting());
          JsonArray rows = new JsonArray();
          result.rows().forEach(row -> rows.add(array(row)));
          json.add("rows", rows);
          json.add("meanings", array(result.meanings()));
        });
  }

  private static JsonArray array(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array;
  }
}
