package timbrel.engine;

import java.util.List;

/// All that is set: what a set file stores. The engine tells it and takes it back.
///
/// @param pads 16 of them
/// @param masterLevel linear gain
/// @param seed decides what hits come, of the pads that keep none
public record KitState(List<PadState> pads, float masterLevel, long seed) {

  public KitState {
    pads = List.copyOf(pads);
    if (pads.size() != Control.PADS) {
      throw new IllegalArgumentException(
          "%d pads, expected %d".formatted(pads.size(), Control.PADS));
    }
  }

  /// The same with other hits to come.
  public KitState withSeed(long other) {
    return new KitState(pads, masterLevel, other);
  }
}
