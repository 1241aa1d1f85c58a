package timbrel.control;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import timbrel.engine.PadState;

/// What a pad has one number of.
enum PadSetting {
  VARIATION(PadState::variation, 0, 1),
  TUNE(PadState::tune, -24, 24),
  DECAY(PadState::decay, 0, 1),
  LEVEL(PadState::level, 0, 2),
  PAN(PadState::pan, -1, 1),
  DRIVE(PadState::drive, 0, 1);

  private final ToDoubleFunction<PadState> value;
  private final float low;
  private final float high;

  PadSetting(ToDoubleFunction<PadState> value, float low, float high) {
    this.value = value;
    this.low = low;
    this.high = high;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  float of(PadState pad) {
    return (float) value.applyAsDouble(pad);
  }

  float read(Line line) {
    return line.number(word(), "", low, high);
  }
}
