package timbrel.engine;

import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;

/// One pad on the audio thread: its settings, the rings of hits that are made for it, and the hits
/// to fall back on.
final class Pad {
  private static final int REMEMBERED = 4;
  private static final long NOT_KEPT = -1;

  final long[] words;

  /// Semitones.
  float bend;

  /// Frames since the last stroke.
  long sinceStroke = Long.MAX_VALUE / 2;

  private final HitRing[] rings;
  private final PreparedHit[][] storedByClass;
  private final @Nullable PreparedHit[] remembered = new @Nullable PreparedHit[REMEMBERED];
  private int rememberedAt;
  private int nextRemembered;
  private final @Nullable PreparedHit[] outdated = new @Nullable PreparedHit[VelocityLayers.COUNT];
  private final long[] playedOutdated = new long[VelocityLayers.COUNT]; // which draw was, last
  private @Nullable PreparedHit last;
  private @Nullable PreparedHit kept;
  private long keptVersion = NOT_KEPT;
  private boolean lastWasEarlier;

  /// @param storedByClass hits to begin with, for each class; may be empty
  Pad(long[] words, HitRing[] rings, PreparedHit[][] storedByClass) {
    this.words = words;
    this.rings = rings;
    this.storedByClass = storedByClass;
    rememberStored();
  }

  /// The next hit to be played, or null if there has never been one. A fresh hit comes first: of
  /// the layer, or of another one; then one that is out of date; then an earlier one.
  @RealTime
  @Nullable PreparedHit take(int layer) {
    lastWasEarlier = false;
    PreparedHit next = words[PadWords.FROZEN] == 1 ? takeKept(layer) : takePrepared(layer);
    if (next == null) {
      next = takeRemembered();
    }
    last = next;
    return next;
  }

  /// Whether the last hit had been played before, though it was not kept on purpose.
  @RealTime
  boolean wasEarlier() {
    return lastWasEarlier;
  }

  @RealTime
  private @Nullable PreparedHit takePrepared(int layer) {
    long version = words[PadWords.VERSION];
    dropOutdated();
    int from = layer;
    for (int i = 0; i < rings.length && !rings[from].isNextFresh(version); i++) {
      from = (layer + i + 1) % rings.length;
    }
    PreparedHit taken = rings[from].take();
    for (int i = 0; i < rings.length && taken == null; i++) {
      from = (layer + i) % rings.length;
      taken = outdated[from];
      playedOutdated[from] = taken == null ? playedOutdated[from] : taken.draw();
    }
    if (taken != null) {
      outdated[from] = null;
      words[PadWords.TAKEN + from] = Math.max(words[PadWords.TAKEN + from], taken.number() + 1);
      remember(taken);
    }
    return taken;
  }

  /// The kept sound; made anew with the same seed when a knob has moved.
  @RealTime
  private @Nullable PreparedHit takeKept(int layer) {
    long version = words[PadWords.VERSION];
    if (keptVersion != version) {
      dropOutdated();
      for (int i = 0; i < rings.length; i++) {
        if (rings[i].isNextFresh(version)) {
          kept = rings[i].take();
          keptVersion = version;
        }
      }
    }
    return kept == null ? takePrepared(layer) : kept;
  }

  @RealTime
  private @Nullable PreparedHit takeRemembered() {
    lastWasEarlier = true;
    for (int i = 0; i < REMEMBERED; i++) {
      PreparedHit earlier = remembered[nextRemembered];
      nextRemembered = (nextRemembered + 1) % REMEMBERED;
      if (earlier != null) {
        return earlier;
      }
    }
    return null;
  }

  @RealTime
  private void remember(PreparedHit hit) {
    remembered[rememberedAt] = hit;
    rememberedAt = (rememberedAt + 1) % REMEMBERED;
  }

  /// Takes the instrument's stored hits of this pad's class for the first strokes.
  @RealTime
  void rememberStored() {
    int index = (int) words[PadWords.CLASS];
    if (index < storedByClass.length) {
      PreparedHit[] stored = storedByClass[index];
      for (int i = 0; i < stored.length && i < REMEMBERED; i++) {
        PreparedHit hit = stored[i];
        if (hit != null) { // not there yet
          remember(hit);
        }
      }
    }
  }

  /// Drops prepared hits that are out of date, so that the worker has room, and one that was played
  /// when it was out of date and has followed a knob since. The first that was not played stays
  /// aside: it is better than none.
  @RealTime
  void dropOutdated() {
    long version = words[PadWords.VERSION];
    for (int i = 0; i < rings.length; i++) {
      PreparedHit next = rings[i].peek();
      while (next != null && (next.version() != version || isPlayed(next, i))) {
        rings[i].take();
        putAside(next, i);
        next = rings[i].peek();
      }
    }
  }

  /// Whether a hit of the same draw was the last that was played when it was out of date. A sound
  /// that the pad keeps may always be played again.
  @RealTime
  private boolean isPlayed(PreparedHit hit, int layer) {
    return hit.number() != PreparedHit.UNNUMBERED && hit.draw() == playedOutdated[layer];
  }

  @RealTime
  private void putAside(PreparedHit hit, int layer) {
    PreparedHit aside = outdated[layer];
    boolean isFirst = aside == null || hit.number() <= aside.number();
    if (isFirst && !isPlayed(hit, layer)) {
      outdated[layer] = hit;
    }
  }

  /// Keeps the last hit, if there was one, or lets the kept one go.
  ///
  /// @return whether anything has changed
  @RealTime
  boolean freeze(boolean on) {
    PreparedHit hit = last;
    if (on == (words[PadWords.FROZEN] == 1) || (on && hit == null)) {
      return false;
    }
    words[PadWords.VERSION]++;
    words[PadWords.FROZEN] = on ? 1 : 0;
    kept = null;
    if (on && hit != null) {
      kept = hit;
      keptVersion = words[PadWords.VERSION];
      words[PadWords.FROZEN_SEED] = hit.seed();
      words[PadWords.FROZEN_LAYER] = hit.layer();
    }
    return true;
  }

  /// Throws prepared hits and the kept one away.
  @RealTime
  void reroll() {
    words[PadWords.VERSION]++;
    words[PadWords.REROLLS]++;
    words[PadWords.FROZEN] = 0;
    kept = null;
  }

  /// Takes over all settings that a set file stores.
  @RealTime
  void restore(long[] settings) {
    for (int i = PadWords.CLASS; i <= PadWords.REROLLS; i++) {
      words[i] = settings[i];
    }
    words[PadWords.VERSION]++;
    kept = null;
    keptVersion = NOT_KEPT;
    rememberStored();
  }
}
