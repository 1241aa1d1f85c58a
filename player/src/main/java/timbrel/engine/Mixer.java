package timbrel.engine;

import timbrel.engine.Counters.Count;
import timbrel.realtime.RealTime;

/// The last step: master level, and a ceiling that bends instead of breaking.
final class Mixer {
  /// Below it everything passes as it is.
  private static final float KNEE = 0.8f;

  private final float step;
  private final Counters counters;
  private float level = Control.MASTER_LEVEL.initial();
  private float target = Control.MASTER_LEVEL.initial();

  Mixer(Smoothing smoothing, Counters counters) {
    step = smoothing.step();
    this.counters = counters;
  }

  @RealTime
  void aim(float masterLevel) {
    target = masterLevel;
  }

  @RealTime
  float target() {
    return target;
  }

  /// Works in place.
  @RealTime
  void finish(float[] left, float[] right, int offset, int frames) {
    int broken = 0;
    for (int t = offset; t < offset + frames; t++) {
      float l = left[t] * level;
      float r = right[t] * level;
      if (!(Math.abs(l) + Math.abs(r) < Float.POSITIVE_INFINITY)) {
        l = 0;
        r = 0;
        broken++;
      }
      left[t] = bend(l);
      right[t] = bend(r);
      level += (target - level) * step;
    }
    if (broken > 0) {
      counters.add(Count.BROKEN_SAMPLES, broken);
    }
  }

  /// Straight up to the knee, then ever flatter towards 1.
  @RealTime
  private static float bend(float x) {
    float size = Math.abs(x);
    if (size <= KNEE) {
      return x;
    }
    float over = (size - KNEE) / (1 - KNEE);
    float bent = KNEE + (1 - KNEE) * over / (1 + over);
    return x < 0 ? -bent : bent;
  }
}
