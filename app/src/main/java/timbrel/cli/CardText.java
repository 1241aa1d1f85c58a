package timbrel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import timbrel.codec.CodecDescription;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.descriptors.Knob;
import timbrel.instrument.Card;
import timbrel.instrument.DataSummary;
import timbrel.instrument.Instrument;
import timbrel.instrument.TrainingSummary;
import timbrel.lm.LmConfig;

/// An instrument's card as lines for people.
final class CardText {
  private final Instrument instrument;
  private final Card card;
  private final List<String> lines = new ArrayList<>();

  CardText(Instrument instrument) {
    this.instrument = instrument;
    card = instrument.card();
  }

  List<String> lines() {
    lines.clear();
    addHead();
    addModel();
    addKnobs();
    addData(card.data());
    addTraining(card.training());
    addEvaluation();
    return List.copyOf(lines);
  }

  private void addHead() {
    add("%s", card.name());
    add("  made %s with Timbrel %s", card.created(), card.timbrelVersion());
    card.parent().ifPresent(parent -> add("  learnt from %s (%s)", parent.name(), parent.sha256()));
    add("  %,d bytes, %,d parameters", instrument.file().bytes(), instrument.parameters());
    add("  weights sha256 %s", instrument.file().weightsSha256());
  }

  private void addModel() {
    CodecDescription codec = card.codec();
    add("");
    add("Codec");
    if (codec instanceof PretrainedConfig pretrained) {
      add("  %s, weights under licence: %s", pretrained.model(), pretrained.licence());
    }
    add(
        "  %d Hz, %.1f frames/s x %d codebooks of %d codes, %.1f kbit/s",
        codec.sampleRate(),
        codec.frameRate(),
        codec.codebooks(),
        codec.codebookSize(),
        codec.bitRate() / 1000);
    add("Token model");
    if (card.lm().isEmpty()) {
      add("  none: learning was stopped before there was one");
      return;
    }
    LmConfig lm = card.lm().get();
    add(
        "  %,d parameters, %d layers of width %d, sounds of up to %.1f s",
        lm.parameters(), lm.layers(), lm.dModel(), lm.maxFrames() / codec.frameRate());
  }

  private void addKnobs() {
    add("Classes");
    add("  %s", String.join(", ", card.classes()));
    add("Knobs (0 to 1)");
    for (Knob knob : Knob.values()) {
      add(
          "  %-10s %10.4g to %-10.4g %s",
          knob.label(),
          card.knobs().denormalize(knob, 0),
          card.knobs().denormalize(knob, 1),
          knob.unit());
    }
  }

  private void addData(DataSummary data) {
    add("");
    add("Learnt from");
    add(
        "  %,d sounds in %,d groups, %.1f minutes",
        data.sounds(), data.groups(), data.seconds() / 60);
    addCounts("classes", data.classes());
    addCounts("licences", data.licences());
    data.attributions().lines().forEach(line -> add("  %s", printable(line)));
  }

  private void addCounts(String title, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      add(
          "  %s: %s",
          title,
          counts.entrySet().stream()
              .map(entry -> printable(entry.getKey()) + " " + entry.getValue())
              .collect(Collectors.joining(", ")));
    }
  }

  private void addTraining(TrainingSummary training) {
    add("");
    add("Learning");
    for (TrainingSummary.Phase phase : training.phases()) {
      add("  %-14s %.1f minutes, %,d steps", phase.name(), phase.minutes(), phase.steps());
    }
    add(
        "  %.0f CPU seconds, about %.1f Wh (%s; %s)",
        training.cpuSeconds(),
        training.energy().wattHours(),
        training.energy().formula(),
        training.energy().assumptions());
    card.seeds().forEach((purpose, seed) -> add("  seed of %s: %d", purpose, seed));
  }

  private void addEvaluation() {
    add("");
    add("Measured");
    if (card.evaluation().headline().isEmpty()) {
      add("  not yet: run timbrel evaluate");
    }
    card.evaluation().headline().forEach((name, value) -> add("  %-36s %.4g", name, value));
  }

  private void add(String format, Object... values) {
    lines.add(printable(String.format(Locale.ROOT, format, values)));
  }

  /// Text from a file must not steer the terminal.
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
