package timbrel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.engine.ControlPort;
import timbrel.engine.PadState;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// What the keys of the computer do.
final class PlayKeys {
  /// From pad 0 on, as on a drum machine: the lowest row first.
  private static final String PADS = "zxcvasdfqwer1234";

  private static final String HARD_PADS = "ZXCVASDFQWER!@#$";
  private static final float USUAL = 0.75f;
  private static final float HARD = 1;
  private static final int ESCAPE = 27;
  private static final float STEP = 0.05f;
  private static final List<Control> TURNED =
      List.of(
          Control.LEVEL,
          Control.TUNE,
          Control.DECAY,
          Control.DRIVE,
          Control.PAN,
          Control.VARIATION,
          Control.MORPH,
          Control.CLASS);

  private final PlaySession session;
  private final ControlPort port;
  private final List<String> classes;
  private final Consumer<String> news;
  private final Runnable saveSet;
  private int pad;
  private int turned;
  private String escape = "";

  PlayKeys(PlaySession session, Instrument instrument, Consumer<String> news, Runnable saveSet) {
    this.session = session;
    this.news = news;
    this.saveSet = saveSet;
    port = session.newPort();
    classes = instrument.card().classes();
  }

  /// One byte from the terminal; arrows are three.
  void pressed(int key) {
    if (key == ESCAPE) {
      escape = "\u001b";
    } else if (escape.length() == 1 && (key == '[' || key == 'O')) {
      escape += (char) key;
    } else if (escape.length() == 2) {
      escape = "";
      arrow(key);
    } else {
      escape = "";
      key((char) key);
    }
  }

  private void key(char key) {
    int soft = PADS.indexOf(key);
    int hard = HARD_PADS.indexOf(key);
    if (soft >= 0 || hard >= 0) {
      pad = Math.max(soft, hard);
      port.send(Control.HIT, pad, 0, hard >= 0 ? HARD : USUAL);
      return;
    }
    switch (key) {
      case 'k' -> act(Control.FREEZE, 1, "keeps its last sound");
      case 'l' -> act(Control.FREEZE, 0, "makes new sounds again");
      case 'p' -> act(Control.REROLL, 1, "gets other sounds");
      case 'o' -> saveSet.run();
      case '.', ' ' -> port.send(Control.ALL_OFF, Control.ALL_PADS, 0, 1);
      case '?' ->
          news.accept(
              "k keep, l let go, p other sounds, o save the set, . silence, arrows turn, Ctrl-C"
                  + " ends");
      default -> {} // other keys do nothing
    }
  }

  private void act(Control control, float value, String what) {
    port.send(control, pad, 0, value);
    news.accept("pad %d %s".formatted(pad + 1, what));
  }

  private void arrow(int key) {
    int choices = TURNED.size() + Knob.values().length;
    switch (key) {
      case 'C' -> turned = (turned + 1) % choices;
      case 'D' -> turned = (turned + choices - 1) % choices;
      case 'A' -> turn(1);
      case 'B' -> turn(-1);
      default -> {
        return;
      }
    }
    if (key == 'C' || key == 'D') {
      news.accept("pad %d: arrows up and down turn %s".formatted(pad + 1, name()));
    }
  }

  private String name() {
    return turned < TURNED.size()
        ? TURNED.get(turned).name().toLowerCase(Locale.ROOT)
        : Knob.values()[turned - TURNED.size()].label();
  }

  private void turn(int direction) {
    Player player = session.player().orElse(null);
    if (player == null) {
      return;
    }
    PadState state = player.state().pads().get(pad);
    if (turned >= TURNED.size()) {
      Knob knob = Knob.values()[turned - TURNED.size()];
      float value = Control.KNOB.clamp(state.knobs().getOrDefault(knob, 0.5f) + direction * STEP);
      send(Control.KNOB, knob.ordinal(), value);
      return;
    }
    Control control = TURNED.get(turned);
    if (control == Control.CLASS) {
      int count = classes.size();
      int index = Math.floorMod(classes.indexOf(state.className()) + direction, Math.max(1, count));
      port.send(control, pad, index, 0);
      news.accept("pad %d makes %s".formatted(pad + 1, count == 0 ? "hits" : classes.get(index)));
      return;
    }
    float step = control == Control.TUNE ? 1 : STEP * (control.high() - control.low());
    send(
        control,
        morphTarget(control, state),
        control.clamp(now(control, state) + direction * step));
  }

  /// Morphing goes towards the next class until another one is chosen.
  private int morphTarget(Control control, PadState state) {
    if (control != Control.MORPH || !state.morphTo().isEmpty() || classes.size() < 2) {
      return control == Control.MORPH ? -1 : 0;
    }
    return (classes.indexOf(state.className()) + 1) % classes.size();
  }

  private static float now(Control control, PadState state) {
    return switch (control) {
      case LEVEL -> state.level();
      case TUNE -> state.tune();
      case DECAY -> state.decay();
      case DRIVE -> state.drive();
      case PAN -> state.pan();
      case VARIATION -> state.variation();
      default -> state.morph();
    };
  }

  private void send(Control control, int index, float value) {
    port.send(control, pad, index, value);
    List<String> words = new ArrayList<>(List.of("pad", Integer.toString(pad + 1), name()));
    words.add(String.format(Locale.ROOT, "%.2f", value));
    news.accept(String.join(" ", words));
  }
}
