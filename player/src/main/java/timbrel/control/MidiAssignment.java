package timbrel.control;

/// What one note, one controller or the pitch bender moves.
///
/// @param number of the note or controller; 0 for the bender
/// @param noteOffChokes whether letting go of the note ends its sound, as with a grabbed cymbal
public record MidiAssignment(Source source, int number, Target target, boolean noteOffChokes) {
  /// What a message comes from.
  public enum Source {
    NOTE("note"),
    CONTROLLER("cc"),
    BEND("bend");

    private final String word;

    Source(String word) {
      this.word = word;
    }
  }

  static MidiAssignment readNote(Line line) {
    int note = line.integer("note", 0, 127);
    Target target = Target.read(line);
    if (!target.isTrigger()) {
      throw line.wrong("what a note moves", "'" + target + "'", "a pad, or an action");
    }
    return new MidiAssignment(Source.NOTE, note, target, line.accept("gated"));
  }

  static MidiAssignment readController(Line line) {
    int number = line.integer("controller", 0, 119);
    return new MidiAssignment(Source.CONTROLLER, number, Target.read(line), false);
  }

  static MidiAssignment readBend(Line line) {
    Target target = Target.read(line);
    if (target.isTrigger()) {
      throw line.wrong("what the bender moves", "'" + target + "'", "something with a range");
    }
    return new MidiAssignment(Source.BEND, 0, target, false);
  }

  @Override
  public String toString() {
    String number = source == Source.BEND ? "" : " " + this.number;
    return "midi %s%s %s%s".formatted(source.word, number, target, noteOffChokes ? " gated" : "");
  }
}
