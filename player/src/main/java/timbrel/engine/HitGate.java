package timbrel.engine;

import timbrel.realtime.RealTime;

/// Stands before each stroke: the live one lets everything pass, since nobody may wait on the audio
/// thread; the one for rendering waits until a hit is ready, so that the result does not depend on
/// how fast this computer is.
interface HitGate {
  /// @param pad is about to be struck, and its settings are on the [PadBoard]
  /// @param layer of the stroke
  @RealTime
  void beforeHit(int pad, int layer);
}
