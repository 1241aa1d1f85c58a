package timbrel.engine;

import timbrel.realtime.RealTime;

/// Lets every stroke pass.
final class LiveGate implements HitGate {
  @RealTime
  @Override
  public void beforeHit(int pad, int layer) {
    // nobody waits on the audio thread
  }
}
