package timbrel.control.osc;

import static timbrel.engine.Control.ALL_PADS;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import timbrel.control.osc.OscMethod.Outcome;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;

/// The addresses and what they do; `docs/osc.md` is their description.
final class OscAddressSpace {
  private static final String ROOT = "timbrel";
  private static final List<Control> NUMBERS =
      List.of(
          Control.VARIATION,
          Control.TUNE,
          Control.DECAY,
          Control.LEVEL,
          Control.PAN,
          Control.DRIVE,
          Control.BEND,
          Control.FREEZE);

  private final OscNode root = new OscNode("");
  private final Actions actions;
  private final List<String> classes;

  /// Where methods turn to.
  interface Actions {
    Outcome act(Control control, int pad, int index, float value);

    Outcome tell(SocketAddress sender, Control control, int pad, int index);
  }

  OscAddressSpace(List<String> classes, Actions actions) {
    this.classes = classes;
    this.actions = actions;
    for (int pad = 0; pad < Control.PADS; pad++) {
      addPad("pad/" + (pad + 1), pad);
      int struck = pad;
      at("pad/%d/hit".formatted(pad + 1), (message, sender) -> hit(message, struck, 0));
    }
    addPad("all", ALL_PADS);
    at("hit", (message, sender) -> hitByNumber(message));
    at(word(Control.MASTER_LEVEL), number(Control.MASTER_LEVEL, ALL_PADS, 0));
    at(word(Control.OPENNESS), number(Control.OPENNESS, ALL_PADS, 0));
    at(word(Control.ALL_OFF), trigger(Control.ALL_OFF, ALL_PADS));
  }

  OscNode root() {
    return root;
  }

  /// Adds a method below the root address.
  void at(String path, OscMethod method) {
    OscNode node = root.child(ROOT);
    for (String name : path.split("/")) {
      node = node.child(name);
    }
    node.setMethod(method);
  }

  private void addPad(String path, int pad) {
    for (Knob knob : Knob.values()) {
      at(path + "/knob/" + knob.label(), number(Control.KNOB, pad, knob.ordinal()));
    }
    for (Control control : NUMBERS) {
      at(path + "/" + word(control), number(control, pad, 0));
    }
    at(path + "/class", (message, sender) -> setClass(message, sender, pad));
    at(path + "/morph", (message, sender) -> morph(message, sender, pad));
    at(path + "/group", (message, sender) -> setGroup(message, sender, pad));
    at(path + "/choke", trigger(Control.CHOKE, pad));
    at(path + "/reroll", trigger(Control.REROLL, pad));
  }

  /// The address of a value.
  static String address(Control control, int pad, int index) {
    String word = word(control);
    String end = control == Control.KNOB ? word + "/" + Knob.values()[index].label() : word;
    return pad == ALL_PADS
        ? "/%s/%s".formatted(ROOT, end)
        : "/%s/pad/%d/%s".formatted(ROOT, pad + 1, end);
  }

  private static String word(Control control) {
    return switch (control) {
      case FREEZE -> "keep";
      case CHOKE_GROUP -> "group";
      case MASTER_LEVEL -> "master";
      case ALL_OFF -> "off";
      default -> control.name().toLowerCase(Locale.ROOT);
    };
  }

  private OscMethod number(Control control, int pad, int index) {
    return (message, sender) -> {
      if (message.arguments() == 0) {
        return tell(sender, control, pad, index);
      }
      if (control == Control.KNOB && message.type(0) == 'N') {
        return actions.act(control, pad, index, Float.NaN);
      }
      return message.isNumber(0)
          ? act(control, pad, index, message.number(0))
          : Outcome.WRONG_ARGUMENTS;
    };
  }

  private Outcome tell(SocketAddress sender, Control control, int pad, int index) {
    boolean ofEach = pad == ALL_PADS && control != Control.MASTER_LEVEL;
    return ofEach && control != Control.OPENNESS
        ? Outcome.WRONG_ARGUMENTS
        : actions.tell(sender, control, pad, index);
  }

  private Outcome act(Control control, int pad, int index, double value) {
    return Double.isFinite(value)
        ? actions.act(control, pad, index, (float) value)
        : Outcome.NOT_FINITE;
  }

  /// Buttons send 0 when they are let go: that is nothing.
  private OscMethod trigger(Control control, int pad) {
    return (message, sender) -> {
      boolean pressed = message.arguments() == 0 || !message.isNumber(0) || message.number(0) != 0;
      return pressed ? actions.act(control, pad, 0, 1) : Outcome.DONE;
    };
  }

  /// @param argument which holds the velocity; 1 where it is missing
  private Outcome hit(OscMessage message, int pad, int argument) {
    if (message.arguments() <= argument) {
      return actions.act(Control.HIT, pad, 0, 1);
    }
    if (!message.isNumber(argument)) {
      return Outcome.WRONG_ARGUMENTS;
    }
    double velocity = message.number(argument);
    return velocity == 0 ? Outcome.DONE : act(Control.HIT, pad, 0, velocity);
  }

  private Outcome hitByNumber(OscMessage message) {
    if (message.arguments() == 0 || !message.isNumber(0)) {
      return Outcome.WRONG_ARGUMENTS;
    }
    double pad = message.number(0);
    return pad >= 1 && pad <= Control.PADS && pad == Math.rint(pad)
        ? hit(message, (int) pad - 1, 1)
        : Outcome.WRONG_ARGUMENTS;
  }

  private Outcome setClass(OscMessage message, SocketAddress sender, int pad) {
    if (message.arguments() == 0) {
      return tell(sender, Control.CLASS, pad, 0);
    }
    int index = classAt(message, 0);
    return index < 0 ? Outcome.WRONG_ARGUMENTS : actions.act(Control.CLASS, pad, index, 1);
  }

  private Outcome setGroup(OscMessage message, SocketAddress sender, int pad) {
    if (message.arguments() == 0) {
      return tell(sender, Control.CHOKE_GROUP, pad, 0);
    }
    double group = message.isNumber(0) ? message.number(0) : -1;
    return group >= 0 && group <= Control.PADS
        ? actions.act(Control.CHOKE_GROUP, pad, (int) group, 1)
        : Outcome.WRONG_ARGUMENTS;
  }

  /// A class and how far, or how far towards the class that was named before.
  private Outcome morph(OscMessage message, SocketAddress sender, int pad) {
    if (message.arguments() == 0) {
      return tell(sender, Control.MORPH, pad, 0);
    }
    if (message.arguments() == 1) {
      return message.isNumber(0)
          ? act(Control.MORPH, pad, -1, message.number(0))
          : Outcome.WRONG_ARGUMENTS;
    }
    int index = classAt(message, 0);
    return index < 0 || !message.isNumber(1)
        ? Outcome.WRONG_ARGUMENTS
        : act(Control.MORPH, pad, index, message.number(1));
  }

  /// The class that an argument names or numbers from 0; -1 if there is none.
  private int classAt(OscMessage message, int argument) {
    if (message.isText(argument)) {
      return classes.indexOf(message.text(argument));
    }
    if (!message.isNumber(argument)) {
      return -1;
    }
    double number = message.number(argument);
    return number >= 0 && number < classes.size() ? (int) number : -1;
  }
}
