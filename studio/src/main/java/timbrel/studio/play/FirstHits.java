package timbrel.studio.play;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import timbrel.instrument.StoredHit;
import timbrel.instrument.StoredHits;
import timbrel.studio.workspace.OpenInstrument;

/// The hits that an instrument brings along, for pads that have just been laid out: nobody has to
/// wait until the first ones are made.
public final class FirstHits {
  private static final double AS_LEARNT = 0.5;

  private FirstHits() {}

  /// A stored hit that the wish could have led to; empty if there is none.
  ///
  /// @param number tells pads of the same class apart
  public static Optional<StoredHit> of(OpenInstrument open, HitWish wish, int number) {
    List<String> classes =
        wish.classes().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    boolean plain =
        classes.size() == 1
            && wish.knobs().isEmpty()
            && wish.variation() == AS_LEARNT
            && wish.velocity().orElse(0) == StoredHits.VELOCITY;
    if (!plain) {
      return Optional.empty();
    }
    int index = open.instrument().card().classes().indexOf(classes.getFirst());
    List<StoredHit> hits =
        open.instrument().storedHits().stream().filter(hit -> hit.classIndex() == index).toList();
    return hits.isEmpty() ? Optional.empty() : Optional.of(hits.get(number % hits.size()));
  }
}
