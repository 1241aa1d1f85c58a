package timbrel.studio.device;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.engine.ControlSink;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.play.HitWish;

/// One pad as the page has it, in the engine's terms. The page mixes as many classes as it likes,
/// the engine goes from one to another: it gets the two that there is most of.
///
/// @param soundClass index of the class that there is most of; -1 leaves it as it is
/// @param morphTo index of the next one, or -1
/// @param morph how far towards it, 0 to 0.5
/// @param knobs 0 to 1; those that the model chooses are absent
/// @param frozen whether it keeps its last sound
record PadSettings(
    int soundClass,
    int morphTo,
    double morph,
    Map<Knob, Double> knobs,
    double variation,
    double level,
    double pan,
    int choke,
    boolean frozen) {
  private static final int MOST_CHOKE_GROUPS = 16;

  /// @param classes of the instrument, in its order
  /// @throws BadRequestException naming the field that is wrong
  static PadSettings read(JsonRequest json, List<String> classes) {
    HitWish wish = HitWish.read(json.child("hit"));
    List<Map.Entry<String, Double>> most =
        wish.classes().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(2)
            .toList();
    double second = most.size() < 2 ? 0 : most.get(1).getValue();
    return new PadSettings(
        most.isEmpty() ? -1 : index(classes, most.getFirst().getKey()),
        most.size() < 2 ? -1 : index(classes, most.get(1).getKey()),
        most.size() < 2 ? 0 : second / (second + most.getFirst().getValue()),
        wish.knobs(),
        wish.variation(),
        json.number("level", 0, Control.LEVEL.high(), 1),
        json.number("pan", -1, 1, 0),
        (int) json.whole("choke", 0, MOST_CHOKE_GROUPS, 0),
        json.flag("frozen", false));
  }

  private static int index(List<String> classes, String name) {
    int index = classes.indexOf(name);
    if (index < 0) {
      throw new BadRequestException("classes", "'" + name + "'", "some of " + classes);
    }
    return index;
  }

  /// Tells the engine what differs: hits that are ready stay where nothing has changed.
  ///
  /// @param before what it was told last
  void tell(ControlSink engine, int pad, PadSettings before) {
    if (soundClass != before.soundClass && soundClass >= 0) {
      engine.accept(0, Control.CLASS, pad, soundClass, 0);
    }
    if (morphTo != before.morphTo || morph != before.morph) {
      engine.accept(0, Control.MORPH, pad, morphTo, (float) morph);
    }
    for (Knob knob : Knob.values()) {
      double value = knob(knob);
      if (Double.compare(value, before.knob(knob)) != 0) {
        engine.accept(0, Control.KNOB, pad, knob.ordinal(), (float) value);
      }
    }
    send(engine, Control.VARIATION, pad, variation, before.variation);
    send(engine, Control.LEVEL, pad, level, before.level);
    send(engine, Control.PAN, pad, pan, before.pan);
    if (choke != before.choke) {
      engine.accept(0, Control.CHOKE_GROUP, pad, choke, 0);
    }
    send(engine, Control.FREEZE, pad, frozen ? 1 : 0, before.frozen ? 1 : 0);
  }

  private double knob(Knob knob) {
    return knobs.getOrDefault(knob, Double.NaN);
  }

  private static void send(
      ControlSink engine, Control control, int pad, double value, double before) {
    if (value != before) {
      engine.accept(0, control, pad, 0, (float) value);
    }
  }

  /// As the engine starts, but for the class, which it is told whatever it is.
  static PadSettings unknown() {
    return new PadSettings(
        -1, -1, 0, Map.of(), Control.VARIATION.initial(), Double.NaN, Double.NaN, -1, false);
  }
}
