package timbrel.engine;

import timbrel.instrument.StoredHits;
import timbrel.realtime.RealTime;

/// Hits are made before anybody knows how hard they will be struck: some for soft and some for hard
/// strokes. The voice makes up for the rest in level and brightness.
final class VelocityLayers {
  static final int COUNT = 2;

  private static final float BORDER = 0.6f;
  private static final float SOFT = 0.4f;
  private static final float HARD = (float) StoredHits.VELOCITY;

  private VelocityLayers() {}

  /// Which layer a stroke is played from.
  @RealTime
  static int of(float velocity) {
    return velocity < BORDER ? 0 : 1;
  }

  /// What the hits of a layer are made for.
  @RealTime
  static float velocity(int layer) {
    return layer == 0 ? SOFT : HARD;
  }
}
