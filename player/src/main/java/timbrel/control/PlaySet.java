package timbrel.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import timbrel.descriptors.Knob;
import timbrel.engine.KitState;
import timbrel.engine.PadState;

/// A set: how all pads are set, which sounds are kept, and what moves what. `docs/mapping.md` has
/// the words.
///
/// @param instrument what it was made with; kept sounds are seeds and come back only with that
/// @param mapping empty where the set says nothing of it
public record PlaySet(InstrumentId instrument, KitState kit, Optional<Mapping> mapping) {

  /// Which instrument.
  ///
  /// @param name for the musician
  /// @param weights the checksum of its weights, which tells whether it is the same
  public record InstrumentId(String name, String weights) {
    /// Where a set does not say.
    public static InstrumentId unknown() {
      return new InstrumentId("", "");
    }

    boolean isKnown() {
      return !weights.isEmpty();
    }
  }

  /// A set as read, with what the user should know of it.
  ///
  /// @param remarks on what the instrument at hand cannot do as the set wants it
  public record Opened(PlaySet set, List<String> remarks) {
    public Opened {
      remarks = List.copyOf(remarks);
    }
  }

  /// What a set is opened for.
  ///
  /// @param instrument that is playing
  /// @param classes of that instrument
  /// @param initial how pads are set where the set says nothing
  public record Stage(InstrumentId instrument, List<String> classes, KitState initial) {
    public Stage {
      classes = List.copyOf(classes);
    }
  }

  /// @throws ControlFileException if it is none; then nothing of it is used
  public static Opened open(Path path, Stage stage) {
    return SetReader.readSet(path, stage);
  }

  /// Writes the file beside its place and renames it.
  public void write(Path path) {
    TextFile.write(path, lines());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("# A Timbrel set: docs/mapping.md has the words.");
    if (instrument.isKnown()) {
      lines.add("instrument %s %s".formatted(Line.quote(instrument.name), instrument.weights));
    }
    lines.add("seed " + kit.seed());
    lines.add("master " + Line.text(kit.masterLevel()));
    for (int pad = 0; pad < kit.pads().size(); pad++) {
      addPad(kit.pads().get(pad), "pad " + (pad + 1) + " ", lines);
    }
    mapping.ifPresent(present -> {
      lines.add("midi channel all");
      lines.addAll(present.lines());
    });
    return lines;
  }

  private static void addPad(PadState pad, String start, List<String> lines) {
    lines.add(start + "class " + Line.quote(pad.className()));
    if (!pad.morphTo().isEmpty()) {
      lines.add(start + "morph %s %s".formatted(Line.quote(pad.morphTo()), Line.text(pad.morph())));
    }
    pad.knobs().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(knob -> lines.add(start + knobText(knob.getKey(), knob.getValue())));
    for (PadSetting setting : PadSetting.values()) {
      lines.add(start + setting.word() + " " + Line.text(setting.of(pad)));
    }
    lines.add(start + "group " + pad.chokeGroup());
    pad.frozen()
        .ifPresent(seed ->
            lines.add(
                start + "keep %d velocity %s".formatted(seed, Line.text(pad.frozenVelocity()))));
  }

  private static String knobText(Knob knob, float value) {
    return "knob %s %s".formatted(knob.label(), Line.text(value));
  }
}
