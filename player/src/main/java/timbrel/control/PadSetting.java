package timbrel.control;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import timbrel.engine.Control;
import timbrel.engine.PadState;

/// What a pad has one number of.
enum PadSetting {
  VARIATION(PadState::variation, Control.VARIATION),
  TUNE(PadState::tune, Control.TUNE),
  DECAY(PadState::decay, Control.DECAY),
  LEVEL(PadState::level, Control.LEVEL),
  PAN(PadState::pan, Control.PAN),
  DRIVE(PadState::drive, Control.DRIVE);

  private final ToDoubleFunction<PadState> value;
  private final Control control;

  PadSetting(ToDoubleFunction<PadState> value, Control control) {
    this.value = value;
    this.control = control;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  float of(PadState pad) {
    return (float) value.applyAsDouble(pad);
  }

  float read(Line line) {
    return line.number(word(), "", control.low(), control.high());
  }
}
