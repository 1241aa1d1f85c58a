package timbrel.control;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import timbrel.descriptors.Knob;
import timbrel.engine.PadState;

/// A pad while its lines are being read.
final class PadDraft {
  private String className;
  private String morphTo;
  private float morph;
  private final Map<Knob, Float> knobs = new EnumMap<>(Knob.class);
  private final Map<PadSetting, Float> settings = new EnumMap<>(PadSetting.class);
  private int chokeGroup;
  private OptionalLong frozen;
  private float frozenVelocity;

  PadDraft(PadState start) {
    className = start.className();
    morphTo = start.morphTo();
    morph = start.morph();
    knobs.putAll(start.knobs());
    for (PadSetting setting : PadSetting.values()) {
      settings.put(setting, setting.of(start));
    }
    chokeGroup = start.chokeGroup();
    frozen = start.frozen();
    frozenVelocity = start.frozenVelocity();
  }

  String className() {
    return className;
  }

  void setClass(String name) {
    className = name;
  }

  void setMorph(String towards, float howFar) {
    morphTo = towards;
    morph = howFar;
  }

  void setKnob(Knob knob, float value) {
    knobs.put(knob, value);
  }

  void set(PadSetting setting, float value) {
    settings.put(setting, value);
  }

  void setChokeGroup(int group) {
    chokeGroup = group;
  }

  void keep(long seed, float velocity) {
    frozen = OptionalLong.of(seed);
    frozenVelocity = velocity;
  }

  boolean keeps() {
    return frozen.isPresent();
  }

  PadState finish() {
    return new PadState(
        className,
        morphTo,
        morph,
        knobs,
        get(PadSetting.VARIATION),
        get(PadSetting.TUNE),
        get(PadSetting.DECAY),
        get(PadSetting.LEVEL),
        get(PadSetting.PAN),
        get(PadSetting.DRIVE),
        chokeGroup,
        frozen,
        frozenVelocity);
  }

  private float get(PadSetting setting) {
    return settings.getOrDefault(setting, 0f);
  }
}
