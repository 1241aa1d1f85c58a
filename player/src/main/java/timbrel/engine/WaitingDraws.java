package timbrel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import timbrel.instrument.Draw;
import timbrel.instrument.HitRequest;

/// What the hits that wait to be played were made from, so that they can follow a knob without
/// being drawn again; and what the sound was made from that a pad keeps. Owned by the thread that
/// makes hits.
final class WaitingDraws {
  private final List<NavigableMap<Long, Draw>> places = new ArrayList<>(); // by number
  private final @Nullable Draw[] kept = new @Nullable Draw[Control.PADS];

  WaitingDraws() {
    for (int i = 0; i < Control.PADS * VelocityLayers.COUNT; i++) {
      places.add(new TreeMap<>());
    }
  }

  private NavigableMap<Long, Draw> place(int pad, int layer) {
    return places.get(pad * VelocityLayers.COUNT + layer);
  }

  /// Remembers a draw, instead of an earlier one of that number.
  ///
  /// @param number see [PreparedHit]; of a sound that a pad keeps it has none
  void put(WishList.Wish wish, long number, Draw draw) {
    if (number == PreparedHit.UNNUMBERED) {
      kept[wish.pad()] = draw;
    } else {
      place(wish.pad(), wish.layer()).put(number, draw);
    }
  }

  /// The draw that a request would bring again: of that number, and made for one that is the same
  /// but for its knobs.
  Optional<Draw> of(WishList.Wish wish, long number, HitRequest request) {
    Draw draw =
        number == PreparedHit.UNNUMBERED
            ? kept[wish.pad()]
            : place(wish.pad(), wish.layer()).get(number);
    return Optional.ofNullable(draw)
        .filter(one -> one.request().withKnobs(request.knobs()).equals(request));
  }

  /// Forgets those that have been played.
  ///
  /// @param taken all of the pad's layer with lower numbers
  void forget(int pad, int layer, long taken) {
    NavigableMap<Long, Draw> place = place(pad, layer);
    while (!place.isEmpty() && place.firstKey() < taken) {
      place.pollFirstEntry();
    }
  }

  /// Forgets what a pad has kept.
  void forgetKept(int pad) {
    kept[pad] = null;
  }

  /// How many are remembered of the hits that wait.
  int count() {
    return places.stream().mapToInt(Map::size).sum();
  }
}
