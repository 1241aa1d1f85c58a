package timbrel.instrument;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timbrel.codec.CodecDescription;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.json.BoundedJson;
import timbrel.json.JsonException;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;

/// An instrument's passport: how it is built, what it has learnt from, what that has cost and how
/// good it is.
///
/// @param name for people
/// @param created when learning ended
/// @param timbrelVersion of the program that wrote it
/// @param codec how the codec is built
/// @param lm how the token model is built; empty when learning was stopped before there was one
/// @param classes names of the sound classes, in the order of the token model's
/// @param knobs what 0 and 1 of each knob stand for, from the training sounds
/// @param sampling how hits are drawn unless the user says otherwise
/// @param seeds of everything random that went into it, by purpose
/// @param data what it has learnt from
/// @param training what learning has cost
/// @param evaluation how good it is
/// @param parent what it was learnt from, if not from nothing
/// @param unknown fields that this version does not know; kept, and written again
public record Card(
    String name,
    Instant created,
    String timbrelVersion,
    CodecDescription codec,
    Optional<LmConfig> lm,
    List<String> classes,
    KnobRange knobs,
    Sampling sampling,
    Map<String, Long> seeds,
    DataSummary data,
    TrainingSummary training,
    EvaluationSummary evaluation,
    Optional<Parent> parent,
    JsonObject unknown) {
  /// The part of the version that a reader must know; a larger minor only adds fields.
  public static final int MAJOR = 1;

  static final int LONGEST_NAME = 200;
  static final int MOST_CLASSES = 1000;
  private static final String VERSION = MAJOR + ".0";
  private static final double LONGEST_SOUND_SECONDS = 60;

  public Card {
    classes = List.copyOf(classes);
    seeds = CardJson.ordered(seeds);
    unknown = unknown.deepCopy();
    int classCount = classes.size();
    lm.ifPresent(config -> requireFit(config, codec, classCount));
    for (String className : classes) {
      if (className.isBlank() || className.length() > LONGEST_NAME) {
        throw new InstrumentException(
            "card.classes", "'" + className + "'", "names of 1 to " + LONGEST_NAME + " characters");
      }
    }
    if (classes.stream().distinct().count() != classes.size()) {
      throw new InstrumentException("card.classes", String.join(", ", classes), "each name once");
    }
  }

  @Override
  public JsonObject unknown() {
    return unknown.deepCopy();
  }

  /// The place of a class among [#classes].
  public Optional<Integer> indexOfClass(String className) {
    int index = classes.indexOf(className);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  public Card withEvaluation(EvaluationSummary other) {
    return new Card(
        name,
        created,
        timbrelVersion,
        codec,
        lm,
        classes,
        knobs,
        sampling,
        seeds,
        data,
        training,
        other,
        parent,
        unknown);
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("version", VERSION);
    json.addProperty("name", name);
    json.addProperty("created", created.toString());
    json.addProperty("timbrel", timbrelVersion);
    json.add("codec", ConfigJson.write(codec));
    lm.ifPresent(config -> json.add("lm", config.toJson()));
    JsonArray names = new JsonArray();
    classes.forEach(names::add);
    json.add("classes", names);
    json.add("knobs", ConfigJson.write(knobs));
    json.add("sampling", ConfigJson.write(sampling));
    json.add("seeds", CardJson.object(seeds));
    json.add("data", data.toJson());
    json.add("training", training.toJson());
    json.add("evaluation", evaluation.toJson());
    parent.ifPresent(ancestor -> json.add("parent", ancestor.toJson()));
    return CardJson.withUnknown(json, unknown);
  }

  /// The card as one JSON object, with line breaks for people.
  public String toText() {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(toJson());
  }

  /// Reads what [#toText] wrote.
  ///
  /// @throws InstrumentException naming the field that is missing or wrong
  public static Card parse(String text) {
    JsonObject json = object(text);
    Card card = read(new JsonFields(json, "card"));
    return card.withUnknown(CardJson.missingFrom(card.toJson(), json));
  }

  private static JsonObject object(String text) {
    try {
      return BoundedJson.parseObject(text, "card");
    } catch (JsonException e) {
      throw InstrumentException.of(e);
    }
  }

  private Card withUnknown(JsonObject fields) {
    return new Card(
        name,
        created,
        timbrelVersion,
        codec,
        lm,
        classes,
        knobs,
        sampling,
        seeds,
        data,
        training,
        evaluation,
        parent,
        fields);
  }

  private static Card read(JsonFields card) {
    requireKnownVersion(card);
    return new Card(
        card.text("name", LONGEST_NAME),
        readTime(card),
        card.text("timbrel", LONGEST_NAME),
        ConfigJson.readCodec(card.child("codec")),
        card.optionalChild("lm").map(ConfigJson::readLm),
        card.texts("classes", MOST_CLASSES, LONGEST_NAME),
        ConfigJson.readKnobs(card.child("knobs")),
        ConfigJson.readSampling(card.child("sampling")),
        card.wholes("seeds", 100, Long.MIN_VALUE, Long.MAX_VALUE),
        DataSummary.read(card.child("data")),
        TrainingSummary.read(card.child("training")),
        EvaluationSummary.read(card.child("evaluation")),
        card.optionalChild("parent").map(Parent::read),
        new JsonObject());
  }

  private static void requireKnownVersion(JsonFields card) {
    String version = card.text("version", 20);
    if (!version.matches("[0-9]+\\.[0-9]+") || !version.startsWith(MAJOR + ".")) {
      throw card.wrong(
          "version", MAJOR + ".x: this Timbrel is older than the instrument, or it is none");
    }
  }

  private static Instant readTime(JsonFields card) {
    try {
      return Instant.parse(card.text("created", 40));
    } catch (DateTimeException e) {
      throw card.wrong("created", "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static void requireFit(LmConfig lm, CodecDescription codec, int classes) {
    requireEqual("codebooks", lm.codebooks(), codec.codebooks());
    requireEqual("codebookSize", lm.codebookSize(), codec.codebookSize());
    requireEqual("classes", lm.classes(), classes);
    requireEqual("descriptors", lm.descriptors(), Knob.values().length);
    requirePlayable(lm, codec);
  }

  /// How long a sound may be; what a token model remembers of it is bounded by its config.
  private static void requirePlayable(LmConfig lm, CodecDescription codec) {
    double seconds = lm.maxFrames() / codec.frameRate();
    if (seconds > LONGEST_SOUND_SECONDS) {
      throw new InstrumentException(
          "card.lm.maxFrames",
          "%d, sounds of %.0f s".formatted(lm.maxFrames(), seconds),
          "at most %.0f s".formatted(LONGEST_SOUND_SECONDS));
    }
  }

  private static void requireEqual(String field, int found, int expected) {
    if (found != expected) {
      throw new InstrumentException(
          "card.lm." + field,
          Integer.toString(found),
          "%d as in the rest of the card".formatted(expected));
    }
  }
}
