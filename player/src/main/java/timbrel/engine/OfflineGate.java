package timbrel.engine;

import timbrel.realtime.Offline;

/// Makes the hit for each stroke before it is played, on the thread that renders.
final class OfflineGate implements HitGate {
  private static final int BATCH = 16;

  private final Generation generation;
  private final WishList wishes = WishList.offline();

  OfflineGate(Generation generation) {
    this.generation = generation;
  }

  @Offline
  @Override
  public void beforeHit(int pad, int layer) {
    generation.ensure(pad, layer, wishes, BATCH);
  }
}
