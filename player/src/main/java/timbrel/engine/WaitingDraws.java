package timbrel.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import timbrel.instrument.Draw;
import timbrel.instrument.HitRequest;

/// What the hits that wait to be played were made from, so that they can follow a knob without
/// being drawn again. Owned by the thread that makes hits.
final class WaitingDraws {
  /// Instead of a number: of the one sound that a pad keeps.
  static final long KEPT = -1;

  private record Numbered(long number, Draw draw) {}

  private final List<Deque<Numbered>> places = new ArrayList<>();

  WaitingDraws() {
    for (int i = 0; i < Control.PADS * VelocityLayers.COUNT; i++) {
      places.add(new ArrayDeque<>());
    }
  }

  private Deque<Numbered> place(WishList.Wish wish) {
    return places.get(wish.pad() * VelocityLayers.COUNT + wish.layer());
  }

  /// Remembers a draw, instead of an earlier one of that number.
  void put(WishList.Wish wish, long number, Draw draw) {
    place(wish).removeIf(other -> other.number == number);
    place(wish).add(new Numbered(number, draw));
  }

  /// The draw that a request would bring again: made for one that is the same but for its knobs.
  Optional<Draw> of(WishList.Wish wish, HitRequest request) {
    return place(wish).stream()
        .map(Numbered::draw)
        .filter(draw -> draw.request().withKnobs(request.knobs()).equals(request))
        .findFirst();
  }

  /// Forgets those that have been played.
  ///
  /// @param taken how many hits of the pad's layer
  void forget(int pad, int layer, long taken) {
    place(new WishList.Wish(pad, layer))
        .removeIf(draw -> draw.number != KEPT && draw.number < taken);
  }

  /// How many are remembered.
  int count() {
    return places.stream().mapToInt(Deque::size).sum();
  }
}
