package timbrel.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which hits to make next: the pad played last comes first, and every pad gets one before any gets
/// a second.
final class WishList {
  /// A hit for a pad and a velocity layer.
  record Wish(int pad, int layer) {}

  /// How many up-to-date hits wait.
  interface Fresh {
    int of(int pad, int layer);
  }

  private static final int READY = 2;
  private static final int READY_OF_RECENT = 4;
  private static final int RECENT_PADS = 3;

  private final boolean onlyPlayed;

  private WishList(boolean onlyPlayed) {
    this.onlyPlayed = onlyPlayed;
  }

  /// Any pad may be struck next.
  static WishList live() {
    return new WishList(false);
  }

  /// Pads that have never been struck can wait.
  static WishList offline() {
    return new WishList(true);
  }

  /// At most `most` wishes, the most urgent first.
  List<Wish> of(long[][] pads, Fresh fresh, int most) {
    List<Integer> order =
        IntStream.range(0, pads.length)
            .boxed()
            .filter(pad -> !onlyPlayed || pads[pad][PadWords.LAST_HIT] > 0)
            .sorted(Comparator.comparingLong(pad -> -pads[pad][PadWords.LAST_HIT]))
            .toList();
    Collector wishes = new Collector(pads, fresh, most);
    wishes.fill(order, 1, false);
    wishes.fill(order.subList(0, Math.min(1, order.size())), READY, false);
    wishes.fill(order, 1, true);
    wishes.fill(order, READY, true);
    wishes.fill(order.subList(0, Math.min(RECENT_PADS, order.size())), READY_OF_RECENT, true);
    return wishes.list;
  }

  /// Wishes so far, and how many hits each pad has with them.
  private static final class Collector {
    private final List<Wish> list = new ArrayList<>();
    private final long[][] pads;
    private final Fresh fresh;
    private final int most;
    private final int[][] wished = new int[Control.PADS][VelocityLayers.COUNT];

    Collector(long[][] pads, Fresh fresh, int most) {
      this.pads = pads;
      this.fresh = fresh;
      this.most = most;
    }

    /// Wishes for hits until `depth` are ready, in the layer struck last or in all.
    void fill(List<Integer> order, int depth, boolean allLayers) {
      for (int pad : order) {
        int last = (int) pads[pad][PadWords.LAST_LAYER];
        boolean kept = pads[pad][PadWords.FROZEN] == 1;
        for (int i = 0; i < (allLayers || kept ? VelocityLayers.COUNT : 1); i++) {
          int layer = (last + i) % VelocityLayers.COUNT;
          int target = kept ? 1 : depth;
          while (list.size() < most && fresh.of(pad, layer) + wished[pad][layer] < target) {
            wished[pad][layer]++;
            list.add(new Wish(pad, layer));
          }
        }
      }
    }
  }
}
