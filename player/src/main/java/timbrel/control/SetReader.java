package timbrel.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import timbrel.engine.Control;
import timbrel.engine.KitState;
import timbrel.engine.PadState;

/// Reads sets and mappings, which are sets that say nothing of pads, line by line.
final class SetReader {
  private static final String WORDS = "midi, cv, pad, master, seed or instrument";

  private static final int MOST_GROUPS = Control.PADS;

  private final String file;
  private final PlaySet.Stage stage;
  private final List<PadDraft> pads;
  private final MappingReader mapping = new MappingReader();
  private final List<String> remarks = new ArrayList<>();
  private boolean hasMapping;
  private float masterLevel;
  private long seed;
  private PlaySet.InstrumentId instrument = PlaySet.InstrumentId.unknown();

  private SetReader(String file, PlaySet.Stage stage) {
    this.file = file;
    this.stage = stage;
    pads = stage.initial().pads().stream().map(PadDraft::new).toList();
    masterLevel = stage.initial().masterLevel();
    seed = stage.initial().seed();
  }

  static PlaySet.Opened readSet(Path path, PlaySet.Stage stage) {
    return readSet(TextFile.lines(path), path.toString(), stage);
  }

  static PlaySet.Opened readSet(List<String> lines, String file, PlaySet.Stage stage) {
    SetReader reader = new SetReader(file, stage);
    reader.read(lines);
    reader.remarkOnOtherInstrument();
    KitState kit =
        new KitState(
            reader.pads.stream().map(PadDraft::finish).toList(), reader.masterLevel, reader.seed);
    Optional<Mapping> mapping =
        reader.hasMapping ? Optional.of(reader.mapping.mapping()) : Optional.empty();
    return new PlaySet.Opened(new PlaySet(reader.instrument, kit, mapping), reader.remarks);
  }

  static Mapping readMapping(Path path) {
    return readMapping(TextFile.lines(path), path.toString());
  }

  static Mapping readMapping(List<String> lines, String file) {
    SetReader reader = new SetReader(file, noStage());
    reader.read(lines);
    return reader.mapping.mapping();
  }

  private void read(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = new Line(lines.get(i), TextFile.place(file, i));
      if (line.hasNext()) {
        readStatement(line);
        line.end();
      }
    }
  }

  private void readStatement(Line line) {
    String word = line.word("first word", WORDS);
    switch (word.toLowerCase(Locale.ROOT)) {
      case "midi" -> {
        hasMapping = true;
        mapping.readMidi(line);
      }
      case "cv" -> {
        hasMapping = true;
        mapping.readCv(line);
      }
      case "pad" -> readPad(line);
      case "master" -> masterLevel = line.number("master", "", 0, 2);
      case "seed" -> seed = line.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
      case "instrument" -> instrument = readInstrument(line);
      default -> throw line.wrong("first word", Line.quoted(word), WORDS);
    }
  }

  private static PlaySet.InstrumentId readInstrument(Line line) {
    String name = line.word("instrument", "its name");
    String weights = line.word("checksum", "that of its weights");
    if (!weights.matches("[0-9a-f]{8,64}")) {
      throw line.wrong("checksum", Line.quoted(weights), "8 to 64 hexadecimal digits");
    }
    return new PlaySet.InstrumentId(name, weights);
  }

  private void readPad(Line line) {
    int number = Target.readPad(line);
    PadDraft pad = pads.get(number);
    String expected = "class, morph, knob, group, keep or a setting such as tune";
    String word = line.word("what is set", expected);
    switch (word.toLowerCase(Locale.ROOT)) {
      case "class" -> readClass(line, number, pad);
      case "morph" -> readMorph(line, number, pad);
      case "knob" -> pad.setKnob(Target.readKnob(line), line.number("knob", "", 0, 1));
      case "group" -> pad.setChokeGroup(line.integer("group", 0, MOST_GROUPS));
      case "keep" -> readKept(line, pad);
      default -> {
        PadSetting setting = settingOf(word);
        if (setting == null) {
          throw line.wrong("what is set", Line.quoted(word), expected);
        }
        pad.set(setting, setting.read(line));
      }
    }
  }

  private static @Nullable PadSetting settingOf(String word) {
    for (PadSetting setting : PadSetting.values()) {
      if (setting.word().equalsIgnoreCase(word)) {
        return setting;
      }
    }
    return null;
  }

  private void readClass(Line line, int number, PadDraft pad) {
    String name = line.word("class", "its name");
    if (isKnown(name, number, "it makes '" + pad.className() + "'")) {
      pad.setClass(name);
    }
  }

  private void readMorph(Line line, int number, PadDraft pad) {
    String name = line.word("class", "its name");
    float howFar = line.number("how far", "", 0, 1);
    if (isKnown(name, number, "it is not morphed")) {
      pad.setMorph(name, howFar);
    }
  }

  private static void readKept(Line line, PadDraft pad) {
    long seed = line.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
    float velocity = line.accept("velocity") ? line.number("velocity", "", 0, 1) : 1;
    pad.keep(seed, velocity);
  }

  private boolean isKnown(String className, int pad, String instead) {
    boolean known = stage.classes().isEmpty() || stage.classes().contains(className);
    if (!known) {
      remarks.add(
          "%s: pad %d: this instrument has no class %s; %s"
              .formatted(file, pad + 1, ControlFileException.quoted(className), instead));
    }
    return known;
  }

  private void remarkOnOtherInstrument() {
    boolean other =
        instrument.isKnown()
            && stage.instrument().isKnown()
            && !stage.instrument().weights().startsWith(instrument.weights());
    if (other && pads.stream().anyMatch(PadDraft::keeps)) {
      remarks.add(
          "%s: was made with another instrument (%s), so the sounds it keeps come out differently"
              .formatted(file, ControlFileException.quoted(instrument.name())));
    }
  }

  /// Pads for a mapping, whose lines on pads are checked and forgotten.
  private static PlaySet.Stage noStage() {
    PadState pad = new PadState("", "", 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, OptionalLong.empty(), 0);
    KitState kit = new KitState(Collections.nCopies(Control.PADS, pad), 0, 0);
    return new PlaySet.Stage(PlaySet.InstrumentId.unknown(), List.of(), kit);
  }
}
