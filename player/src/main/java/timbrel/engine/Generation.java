package timbrel.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import timbrel.audio.Resampler;
import timbrel.descriptors.Knob;
import timbrel.engine.PreparedHit.Origin;
import timbrel.instrument.Draw;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.StoredHit;

/// Makes the next hits of all pads, a few in a step. Owned by one thread.
///
/// The hit that is taken as the n-th of a pad's layer has a seed that depends on the kit's seed,
/// the pad, the layer and n alone; so what is heard does not depend on how many were prepared.
final class Generation {
  /// Hits that are drawn together when knobs have moved so long that nothing is given up, but are
  /// followed: fewer, since meanwhile they are not.
  private static final int MOST_STUBBORN = 4;

  private final Instrument instrument;
  private final Supplier<HitMaker> makers;
  private final PadRequests requests;
  private final EngineParts parts;
  private final Resampler resampler;
  private final LongSupplier clock;
  private final Patience patience;
  private final WaitingDraws draws = new WaitingDraws();
  private final long[][] pads = new long[Control.PADS][PadWords.COUNT];
  private final long[][] nextIndex = new long[Control.PADS][VelocityLayers.COUNT];
  private final long[] knownVersion = new long[Control.PADS];
  private final long[] keptVersion = new long[Control.PADS];
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final Queue<StoredHit> unprepared = new ArrayDeque<>();
  private PreparedHit[][] firstHits = new PreparedHit[0][0];
  private final AtomicLongArray newest = new AtomicLongArray(Control.PADS);
  private @Nullable HitMaker maker;
  private volatile long seed;

  /// @param makers makes the maker, when the first hit is wanted: that takes a while
  /// @param clock tells when a hit was made, in nanoseconds
  /// @param seed of the kit
  Generation(
      Instrument instrument,
      Supplier<HitMaker> makers,
      EngineParts parts,
      LongSupplier clock,
      long seed) {
    this.instrument = instrument;
    this.makers = makers;
    this.parts = parts;
    this.clock = clock;
    this.seed = seed;
    requests = new PadRequests(instrument.card());
    patience = new Patience(clock);
    resampler = Resampler.between(instrument.card().codec().sampleRate(), parts.sampleRate());
    Arrays.fill(knownVersion, -1);
    Arrays.fill(keptVersion, -1);
    for (int pad = 0; pad < Control.PADS; pad++) {
      newest.set(pad, -1);
    }
  }

  /// Makes the hits that are wanted most.
  ///
  /// @param wishes says which
  /// @return how many were made; 0 when nothing is wanted
  int step(WishList wishes, int most) {
    look();
    return make(wishes.of(pads, this::fresh, most), true);
  }

  /// Turns what waits and draws the others. Gives up when a pad is set differently, since others
  /// are wanted then, as far as [Patience] allows it.
  private int make(List<WishList.Wish> wished, boolean mayGiveUp) {
    if (wished.isEmpty()) {
      patience.rest();
      return 0;
    }
    boolean mayEnd = mayGiveUp && patience.allowsGivingUp(wished.size());
    BooleanSupplier wanted = mayEnd ? this::isAsKnown : () -> true;
    List<Order> missing = turn(orders(wished), wanted);
    boolean stubborn = mayGiveUp && !mayEnd && missing.size() < wished.size();
    List<Order> drawn =
        missing.subList(0, stubborn ? Math.min(MOST_STUBBORN, missing.size()) : missing.size());
    Iterator<Order> next = missing.iterator();
    if (wanted.getAsBoolean()) {
      List<HitRequest> asked = drawn.stream().map(Order::request).toList();
      maker().make(asked, wanted, hit -> deliver(next.next(), hit));
    }
    int left = 0;
    while (next.hasNext()) {
      takeBack(next.next());
      left++;
    }
    if (!drawn.isEmpty()) {
      patience.made(wished.size(), left == missing.size() - drawn.size());
    }
    return wished.size() - left;
  }

  /// A hit that is to be made.
  ///
  /// @param number see [PreparedHit]
  private record Order(WishList.Wish wish, long number, HitRequest request) {}

  private List<Order> orders(List<WishList.Wish> wished) {
    List<Order> orders = new ArrayList<>();
    for (WishList.Wish wish : wished) {
      long[] words = pads[wish.pad()];
      boolean kept = words[PadWords.FROZEN] == 1;
      long number = kept ? PreparedHit.UNNUMBERED : nextIndex[wish.pad()][wish.layer()]++;
      HitRequest request =
          requests.of(words, wish.layer(), seedOf(wish, number)).ofFamily(familyOf(wish.pad()));
      orders.add(new Order(wish, number, request));
    }
    return orders;
  }

  /// Makes hits whose draw waits already, and returns what has to be drawn.
  private List<Order> turn(List<Order> orders, BooleanSupplier wanted) {
    if (!maker().canTurn()) {
      return orders;
    }
    List<Order> others = new ArrayList<>();
    Set<WishList.Wish> later = new HashSet<>(); // hits of a layer come in their order
    for (Order order : orders) {
      Optional<Draw> draw =
          later.contains(order.wish)
              ? Optional.empty()
              : draws.of(order.wish, order.number, order.request);
      if (draw.isPresent() && wanted.getAsBoolean()) {
        deliver(order, maker().turned(draw.get(), order.request.knobs()));
      } else {
        others.add(order);
        later.add(order.wish);
      }
    }
    return others;
  }

  /// The hit that was to be made has not been, so that its number is free again.
  private void takeBack(Order order) {
    if (order.number != PreparedHit.UNNUMBERED) {
      nextIndex[order.wish.pad()][order.wish.layer()]--;
    }
  }

  private boolean isAsKnown() {
    for (int pad = 0; pad < pads.length; pad++) {
      if (parts.board().word(pad, PadWords.VERSION) != knownVersion[pad]) {
        return false;
      }
    }
    return true;
  }

  /// Makes hits until there is an up-to-date one for a stroke; others that will be wanted soon are
  /// made along with it, since together they take less time.
  void ensure(int pad, int layer, WishList wishes, int most) {
    look();
    pads[pad][PadWords.LAST_HIT] = Long.MAX_VALUE;
    pads[pad][PadWords.LAST_LAYER] = layer;
    if (fresh(pad, layer) == 0) {
      make(wishes.of(pads, this::fresh, most), false);
    }
  }

  private HitMaker maker() {
    HitMaker made = maker;
    if (made == null) {
      made = makers.get();
      maker = made;
    }
    return made;
  }

  /// Reads the pads' settings; where they have changed, prepared hits are counted anew.
  private void look() {
    for (int pad = 0; pad < pads.length; pad++) {
      parts.board().read(pad, pads[pad]);
      boolean changed = pads[pad][PadWords.VERSION] != knownVersion[pad];
      knownVersion[pad] = pads[pad][PadWords.VERSION];
      for (int layer = 0; layer < VelocityLayers.COUNT; layer++) {
        long taken = pads[pad][PadWords.TAKEN + layer];
        nextIndex[pad][layer] = changed ? taken : Math.max(nextIndex[pad][layer], taken);
        draws.forget(pad, layer, taken);
      }
      if (pads[pad][PadWords.FROZEN] == 0) {
        draws.forgetKept(pad);
      }
    }
  }

  /// How many up-to-date hits wait; of a pad that keeps its sound, enough as soon as it has got it.
  private int fresh(int pad, int layer) {
    if (pads[pad][PadWords.FROZEN] == 1) {
      boolean wanted =
          layer == pads[pad][PadWords.FROZEN_LAYER]
              && keptVersion[pad] != pads[pad][PadWords.VERSION];
      return wanted ? 0 : HitRing.CAPACITY;
    }
    HitRing ring = parts.rings()[pad][layer];
    return ring.hasRoom() ? ring.fresh(pads[pad][PadWords.VERSION]) : HitRing.CAPACITY;
  }

  private long seedOf(WishList.Wish wish, long number) {
    long[] words = pads[wish.pad()];
    if (number == PreparedHit.UNNUMBERED) {
      return words[PadWords.FROZEN_SEED];
    }
    int place = wish.pad() * VelocityLayers.COUNT + wish.layer();
    long ofPad = HitRequest.seedOf(seed, place + (int) words[PadWords.REROLLS] * 1000);
    return HitRequest.seedOf(ofPad, (int) number);
  }

  /// All layers of a pad are of one family, until it is re-rolled.
  private long familyOf(int pad) {
    return HitRequest.seedOf(seed, pad + (int) pads[pad][PadWords.REROLLS] * 1000);
  }

  private void deliver(Order order, Hit hit) {
    WishList.Wish wish = order.wish;
    long[] words = pads[wish.pad()];
    float[] sound = resampler.resample(hit.sound().samples());
    if (!isFinite(sound)) {
      broken.incrementAndGet();
      return;
    }
    PreparedHit prepared =
        new PreparedHit(
            PreparedHit.padded(sound),
            sound.length,
            PreparedHit.peakAt(sound),
            hit.request().seed(),
            order.number,
            drawOf(order.request),
            wish.layer(),
            words[PadWords.VERSION],
            PadWords.knobs(words),
            Origin.NEW,
            clock.getAsLong());
    if (maker().canTurn()) {
      draws.put(wish, order.number, hit.draw());
    }
    if (parts.rings()[wish.pad()][wish.layer()].put(prepared) && words[PadWords.FROZEN] == 1) {
      keptVersion[wish.pad()] = words[PadWords.VERSION];
    }
    newest.set(wish.pad(), words[PadWords.VERSION]);
    made.incrementAndGet();
  }

  /// See [PreparedHit].
  private static long drawOf(HitRequest request) {
    return request.seed() ^ request.withKnobs(Map.of()).hashCode();
  }

  /// Whether a hit has been made for what is set on `pad` now. Any thread.
  boolean isUpToDate(int pad) {
    return newest.get(pad) == parts.board().word(pad, PadWords.VERSION);
  }

  private static boolean isFinite(float[] sound) {
    float sum = 0;
    for (float sample : sound) {
      sum += sample * 0; // NaN as soon as one is no number
    }
    return sum == 0;
  }

  /// Hits for the first strokes, by class: one of each class that the pads start with, which the
  /// instrument brings along or, if it has none, is made now. [#prepareStored] brings the others.
  PreparedHit[][] firstHits(long[][] words) {
    PreparedHit[][] hits = new PreparedHit[Math.max(1, instrument.card().classes().size())][0];
    List<StoredHit> stored = new ArrayList<>(instrument.storedHits());
    for (long[] pad : words) {
      int index = (int) pad[PadWords.CLASS];
      if (hits[index].length == 0) {
        hits[index] = new PreparedHit[] {first(stored, pad)};
      }
    }
    firstHits = hits;
    unprepared.addAll(stored);
    return hits;
  }

  private PreparedHit first(List<StoredHit> stored, long[] words) {
    int index = (int) words[PadWords.CLASS];
    for (StoredHit hit : stored) {
      if (hit.classIndex() == index) {
        stored.remove(hit);
        return prepared(hit.sound().samples(), hit.seed(), Origin.STORED);
      }
    }
    Hit made = maker().make(requests.of(words, 1, HitRequest.seedOf(seed, -1 - index)));
    return prepared(made.sound().samples(), made.request().seed(), Origin.NEW);
  }

  /// Prepares one more of the hits that the instrument brings along.
  ///
  /// @return false if there is none left
  boolean prepareStored() {
    StoredHit next = unprepared.poll();
    if (next == null) {
      return false;
    }
    PreparedHit[] ofClass = firstHits[next.classIndex()];
    PreparedHit[] more = Arrays.copyOf(ofClass, ofClass.length + 1);
    more[ofClass.length] = prepared(next.sound().samples(), next.seed(), Origin.STORED);
    // The audio thread may see the array before its last entry, which it takes for none.
    firstHits[next.classIndex()] = more;
    return true;
  }

  /// A hit for the hard layer that no knob was set for.
  private PreparedHit prepared(float[] samples, long hitSeed, Origin origin) {
    float[] sound = resampler.resample(samples);
    float[] knobs = new float[Knob.values().length];
    Arrays.fill(knobs, Float.NaN);
    return new PreparedHit(
        PreparedHit.padded(sound),
        sound.length,
        PreparedHit.peakAt(sound),
        hitSeed,
        PreparedHit.UNNUMBERED,
        hitSeed,
        1,
        -1,
        knobs,
        origin,
        clock.getAsLong());
  }

  void reseed(long newSeed) {
    seed = newSeed;
  }

  long seed() {
    return seed;
  }

  /// Hits made so far. Any thread.
  long made() {
    return made.get();
  }

  /// Hits thrown away because they held values that are no numbers. Any thread.
  long broken() {
    return broken.get();
  }
}
