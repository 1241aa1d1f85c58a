package timbrel.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import timbrel.descriptors.Knob;
import timbrel.engine.Counters.Count;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.realtime.SpscQueue;

/// An instrument ready to be played: the engine for the audio thread, the worker that makes new
/// hits, and the way for all others to send actions, to read what is set and to see how it goes.
public final class Player implements AutoCloseable {
  private final Instrument instrument;
  private final EngineParts parts;
  private final Generation generation;
  private final Engine engine;
  private final StateFeed feed;
  private final GenerationWorker worker;
  private final Settings settings;
  private final ControlPort restoring;
  private final PreparedHit[][] first;

  /// @param sampleRate of the device, in Hz
  /// @param live whether somebody plays: then nothing waits for anything; else each stroke waits
  ///   for its hit, so that the same actions give the same samples on any computer
  /// @param closedLoop whether new hits are measured and corrected until their knobs are right;
  ///   then the token model is not told of knobs, so that a hit that waits can follow one. Else it
  ///   is told, and nothing is corrected.
  /// @param seed of the kit
  public record Settings(int sampleRate, boolean live, boolean closedLoop, long seed) {
    private static final int LOWEST_RATE = 8_000;
    private static final int HIGHEST_RATE = 384_000;

    public Settings {
      if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
        throw new IllegalArgumentException(
            "sample rate is %d Hz, expected %d to %d"
                .formatted(sampleRate, LOWEST_RATE, HIGHEST_RATE));
      }
    }

    private KnobWay knobWay() {
      return closedLoop ? KnobWay.CORRECTED : KnobWay.TOLD;
    }
  }

  /// @param ports ways in for other threads
  /// @throws timbrel.instrument.InstrumentException if the instrument has no token model
  public Player(Instrument instrument, Settings settings, ControlPorts ports) {
    this.instrument = instrument;
    this.settings = settings;
    parts = EngineParts.at(settings.sampleRate(), ports);
    restoring = ports.open();
    generation =
        new Generation(
            instrument,
            () -> new HitMaker(instrument, settings.knobWay()),
            parts,
            System::nanoTime,
            settings.seed());
    first =
        settings.live()
            ? generation.firstHits(DefaultKit.words(instrument.card().classes()))
            : new PreparedHit[0][0];
    HitGate gate = settings.live() ? new LiveGate() : new OfflineGate(generation);
    engine = engine(parts, instrument, first, gate);
    worker = new GenerationWorker(generation);
    feed = new StateFeed(engine.changes(), worker::revive);
  }

  static Engine engine(
      EngineParts parts, Instrument instrument, PreparedHit[][] first, HitGate gate) {
    List<String> classes = instrument.card().classes();
    long[][] words = DefaultKit.words(classes);
    Pad[] pads = new Pad[Control.PADS];
    for (int i = 0; i < pads.length; i++) {
      pads[i] = new Pad(words[i], parts.rings()[i], first);
    }
    return new Engine(parts, pads, instrument.card().knobs(), Math.max(1, classes.size()), gate);
  }

  /// The same engine to rehearse with.
  public Rehearsal rehearsal() {
    return new Rehearsal(this, first);
  }

  /// For the audio thread.
  public Engine engine() {
    return engine;
  }

  /// Of the device, in Hz.
  public int sampleRate() {
    return settings.sampleRate();
  }

  /// Begins to make hits and to tell listeners.
  public void start() {
    if (settings.live()) {
      worker.start();
    }
    feed.start();
  }

  public void addListener(StateListener listener) {
    feed.add(listener);
  }

  public Instrument instrument() {
    return instrument;
  }

  /// What a pad is called.
  public String padName(int pad) {
    return DefaultKit.name(pad);
  }

  /// All that is set now. Any thread.
  public KitState state() {
    List<PadState> pads = new ArrayList<>();
    long[] words = new long[PadWords.COUNT];
    for (int i = 0; i < Control.PADS; i++) {
      parts.board().read(i, words);
      pads.add(padState(words, instrument));
    }
    return new KitState(pads, feed.masterLevel(), generation.seed());
  }

  /// What is set before anybody has touched anything.
  public static KitState initialState(Instrument instrument) {
    List<PadState> pads = new ArrayList<>();
    for (long[] words : DefaultKit.words(instrument.card().classes())) {
      pads.add(padState(words, instrument));
    }
    return new KitState(pads, Control.MASTER_LEVEL.initial(), 0);
  }

  private static PadState padState(long[] words, Instrument instrument) {
    Map<Knob, Float> knobs = new EnumMap<>(Knob.class);
    for (Knob knob : Knob.values()) {
      float value = PadWords.get(words, PadWords.KNOBS + knob.ordinal());
      if (!Float.isNaN(value)) {
        knobs.put(knob, value);
      }
    }
    return new PadState(
        className((int) words[PadWords.CLASS], instrument),
        className((int) words[PadWords.MORPH_TO], instrument),
        PadWords.get(words, PadWords.MORPH),
        knobs,
        PadWords.get(words, PadWords.VARIATION),
        PadWords.get(words, PadWords.TUNE),
        PadWords.get(words, PadWords.DECAY),
        PadWords.get(words, PadWords.LEVEL),
        PadWords.get(words, PadWords.PAN),
        PadWords.get(words, PadWords.DRIVE),
        (int) words[PadWords.CHOKE_GROUP],
        words[PadWords.FROZEN] == 1
            ? OptionalLong.of(words[PadWords.FROZEN_SEED])
            : OptionalLong.empty(),
        VelocityLayers.velocity((int) words[PadWords.FROZEN_LAYER]));
  }

  private static String className(int index, Instrument instrument) {
    List<String> classes = instrument.card().classes();
    return index >= 0 && index < classes.size() ? classes.get(index) : "";
  }

  /// Sets everything at the start of the next block. One thread at a time, never the audio thread.
  ///
  /// @return what could not be taken over, one line each: classes that this instrument has not
  public synchronized List<String> restore(KitState state) {
    List<String> remarks = new ArrayList<>();
    generation.reseed(state.seed());
    SpscQueue<PadChange> restores = engine.restores();
    long[] now = new long[PadWords.COUNT];
    for (int i = 0; i < Control.PADS; i++) {
      PadChange change = restores.claim();
      if (change == null) {
        remarks.add("pad %d: the last change has not been taken yet".formatted(i));
        continue;
      }
      parts.board().read(i, now);
      change.pad = i;
      System.arraycopy(words(i, state.pads().get(i), now, remarks), 0, change.words, 0, now.length);
      restores.publish();
    }
    restoring.send(Control.MASTER_LEVEL, Control.ALL_PADS, 0, state.masterLevel());
    return remarks;
  }

  private long[] words(int pad, PadState state, long[] now, List<String> remarks) {
    long[] words = now.clone();
    words[PadWords.CLASS] = indexOf(pad, state.className(), (int) now[PadWords.CLASS], remarks);
    words[PadWords.MORPH_TO] = indexOf(pad, state.morphTo(), -1, remarks);
    PadWords.set(words, PadWords.MORPH, Control.MORPH.clamp(state.morph()));
    for (Knob knob : Knob.values()) {
      float value = state.knobs().getOrDefault(knob, Float.NaN);
      PadWords.set(words, PadWords.KNOBS + knob.ordinal(), Control.KNOB.clamp(value));
    }
    PadWords.set(words, PadWords.VARIATION, Control.VARIATION.clamp(state.variation()));
    PadWords.set(words, PadWords.TUNE, Control.TUNE.clamp(state.tune()));
    PadWords.set(words, PadWords.DECAY, Control.DECAY.clamp(state.decay()));
    PadWords.set(words, PadWords.LEVEL, Control.LEVEL.clamp(state.level()));
    PadWords.set(words, PadWords.PAN, Control.PAN.clamp(state.pan()));
    PadWords.set(words, PadWords.DRIVE, Control.DRIVE.clamp(state.drive()));
    words[PadWords.CHOKE_GROUP] = Math.max(0, state.chokeGroup());
    words[PadWords.FROZEN] = state.frozen().isPresent() ? 1 : 0;
    words[PadWords.FROZEN_SEED] = state.frozen().orElse(0);
    words[PadWords.FROZEN_LAYER] = VelocityLayers.of(state.frozenVelocity());
    return words;
  }

  private int indexOf(int pad, String name, int otherwise, List<String> remarks) {
    if (name.isEmpty()) {
      return otherwise;
    }
    int index = instrument.card().classes().indexOf(name);
    if (index < 0) {
      remarks.add("pad %d: the instrument has no class '%s'".formatted(pad, name));
      return otherwise;
    }
    return index;
  }

  /// How it goes. Any thread.
  public PlayerStatus status() {
    Counters counters = parts.counters();
    long lost = counters.get(Count.FLOODED) + parts.ports().dropped();
    long[] last = lastStruck();
    return new PlayerStatus(
        counters.get(Count.NEW),
        counters.get(Count.STORED),
        counters.get(Count.REUSED),
        counters.get(Count.KEPT),
        counters.get(Count.MERGED),
        counters.get(Count.SILENT),
        counters.get(Count.STOLEN),
        lost,
        counters.get(Count.INVALID),
        counters.get(Count.BROKEN_SAMPLES),
        engine.soundingVoices(),
        generation.made(),
        prepared(),
        worker.workedNanos() * 1e-9,
        (int) last[0],
        last[0] < 0 ? Double.NaN : (System.nanoTime() - last[1]) * 1e-9,
        worker.trouble());
  }

  /// Any thread.
  public int soundingVoices() {
    return engine.soundingVoices();
  }

  /// Whether a hit has been made for what is set on `pad` now. Any thread.
  public boolean isUpToDate(int pad) {
    return generation.isUpToDate(pad);
  }

  /// The pad struck last, or -1, and when its hit was made.
  private long[] lastStruck() {
    long[] words = new long[PadWords.COUNT];
    long latest = 0;
    long[] last = {-1, 0};
    for (int i = 0; i < Control.PADS; i++) {
      parts.board().read(i, words);
      if (words[PadWords.LAST_HIT] > latest) {
        latest = words[PadWords.LAST_HIT];
        last = new long[] {i, words[PadWords.LAST_MADE]};
      }
    }
    return last;
  }

  private int prepared() {
    int prepared = 0;
    for (HitRing[] layers : parts.rings()) {
      for (HitRing ring : layers) {
        prepared += ring.size();
      }
    }
    return prepared;
  }

  @Override
  public void close() {
    worker.close();
    feed.close();
  }
}
