package timbrel.control;

import static timbrel.engine.Control.ALL_PADS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.realtime.RealTime;

/// What a note, a controller or a voltage moves: an action, on which pad, and how far.
///
/// As words: `pad 3` (a hit), `knob brightness`, `knob pitch pad 3 0.2..0.8`, `morph snare`, `class
/// kick pad 2`, `tune -12..12`, `master`, `keep pad 3`, `let-go`, `reroll`, `choke pad 7`, `off`
/// and so on. Without a pad it is all of them.
///
/// @param pad 0 to 15 or ALL_PADS
/// @param className for CLASS and MORPH: names, since instruments number their classes differently
/// @param knob for KNOB: its ordinal; otherwise 0
/// @param range what the lowest and the highest position give
public record Target(Control control, int pad, String className, int knob, Range range) {
  private static final Range FULL = new Range(0, 1);

  /// What one word of the language means.
  private enum Word {
    PAD(Control.HIT, FULL),
    KNOB(Control.KNOB, FULL),
    CLASS(Control.CLASS, FULL),
    MORPH(Control.MORPH, FULL),
    VARIATION(Control.VARIATION, FULL),
    TUNE(Control.TUNE, new Range(-12, 12)),
    DECAY(Control.DECAY, FULL),
    LEVEL(Control.LEVEL, FULL),
    PAN(Control.PAN, new Range(-1, 1)),
    DRIVE(Control.DRIVE, FULL),
    BEND(Control.BEND, new Range(-2, 2)),
    OPENNESS(Control.OPENNESS, FULL),
    MASTER(Control.MASTER_LEVEL, FULL),
    KEEP(Control.FREEZE, FULL),
    LET_GO(Control.FREEZE, new Range(0, 0)),
    REROLL(Control.REROLL, FULL),
    CHOKE(Control.CHOKE, FULL),
    OFF(Control.ALL_OFF, FULL);

    private final Control control;
    private final Range range;

    Word(Control control, Range range) {
      this.control = control;
      this.range = range;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isTrigger() {
      return Target.isTrigger(control);
    }
  }

  /// A pad that is struck.
  public static Target hit(int pad) {
    return new Target(Control.HIT, pad, "", 0, FULL);
  }

  /// A knob of all pads.
  public static Target knob(Knob knob) {
    return new Target(Control.KNOB, ALL_PADS, "", knob.ordinal(), FULL);
  }

  /// Something of all pads that needs no further word, over its usual range.
  public static Target of(Control control) {
    Word word = wordOf(control);
    return new Target(control, ALL_PADS, "", 0, word.range);
  }

  /// Reads words such as `knob brightness pad 3`.
  ///
  /// @throws ControlFileException that names the word
  public static Target parse(String text) {
    Line line = new Line(text, "target " + ControlFileException.quoted(text));
    Target target = read(line);
    line.end();
    return target;
  }

  static Target read(Line line) {
    Word word = readWord(line);
    if (word == Word.PAD) {
      return hit(readPad(line));
    }
    int knob = word == Word.KNOB ? readKnob(line).ordinal() : 0;
    boolean named = word == Word.CLASS || word == Word.MORPH;
    String className = named ? line.word("class", "the name of a class") : "";
    int pad = line.accept("pad") ? readPad(line) : ALL_PADS;
    Range range = word.range;
    if (!word.isTrigger() && line.atRange("")) {
      range = line.range("range", "", word.control.low(), word.control.high());
    }
    return new Target(word.control, pad, className, knob, range);
  }

  private static Word readWord(Line line) {
    String expected =
        "one of " + Arrays.stream(Word.values()).map(Word::text).collect(Collectors.joining(", "));
    String found = line.word("what it moves", expected);
    return Arrays.stream(Word.values())
        .filter(word -> word.text().equalsIgnoreCase(found))
        .findFirst()
        .orElseThrow(() -> line.wrong("what it moves", Line.quoted(found), expected));
  }

  /// Pads are counted from 1 wherever a musician sees them.
  static int readPad(Line line) {
    return line.integer("pad", 1, Control.PADS) - 1;
  }

  static Knob readKnob(Line line) {
    String expected =
        "one of " + Arrays.stream(Knob.values()).map(Knob::label).collect(Collectors.joining(", "));
    String found = line.word("knob", expected);
    return Arrays.stream(Knob.values())
        .filter(knob -> knob.label().equalsIgnoreCase(found))
        .findFirst()
        .orElseThrow(() -> line.wrong("knob", Line.quoted(found), expected));
  }

  /// Does it happen at once, rather than follow a position?
  @RealTime
  public boolean isTrigger() {
    return isTrigger(control);
  }

  @RealTime
  private static boolean isTrigger(Control control) {
    return switch (control) {
      case HIT, CLASS, REROLL, CHOKE, FREEZE, ALL_OFF -> true;
      default -> false;
    };
  }

  /// The index that goes with the control.
  ///
  /// @param classes of the instrument
  /// @return empty if the instrument has no such class
  public OptionalInt index(List<String> classes) {
    return switch (control) {
      case KNOB -> OptionalInt.of(knob);
      case CLASS, MORPH -> {
        int index = classes.indexOf(className);
        yield index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
      }
      default -> OptionalInt.of(0);
    };
  }

  /// The words that are read as this.
  @Override
  public String toString() {
    Word word = range.equals(Word.LET_GO.range) ? Word.LET_GO : wordOf(control);
    if (word == Word.PAD) {
      return "pad " + (pad + 1);
    }
    StringBuilder text = new StringBuilder(word.text());
    if (word == Word.KNOB) {
      text.append(' ').append(Knob.values()[knob].label());
    } else if (!className.isEmpty()) {
      text.append(' ').append(Line.quote(className));
    }
    if (pad != ALL_PADS) {
      text.append(" pad ").append(pad + 1);
    }
    return range.equals(word.range) ? text.toString() : text.append(' ').append(range).toString();
  }

  private static Word wordOf(Control control) {
    return Arrays.stream(Word.values())
        .filter(word -> word.control == control)
        .findFirst()
        .orElseThrow();
  }
}
