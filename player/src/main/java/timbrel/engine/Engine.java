package timbrel.engine;

import timbrel.descriptors.KnobRange;
import timbrel.engine.Counters.Count;
import timbrel.engine.PreparedHit.Origin;
import timbrel.realtime.RealTime;
import timbrel.realtime.SpscQueue;

/// The instrument on the audio thread: actions of a block in, sound out.
///
/// Nothing here depends on where blocks begin and end: events split a block where they are, voices
/// and parameters move sample by sample, so any block size gives the same bits.
public final class Engine implements ControlSink {
  /// Strokes of one pad that come closer are one.
  private static final double MERGE_SECONDS = 0.002;

  /// Actions taken from one port in a block: a flood may not fill the period.
  private static final int MOST_OF_A_PORT = 256;

  private static final float HAT_IS_CLOSED = 0.05f;
  private static final int CHANGES = 4096;

  private final int sampleRate;
  private final Pad[] pads;
  private final Voices voices;
  private final VoiceAim aim;
  private final Mixer mixer;
  private final Counters counters;
  private final PadBoard board;
  private final HitGate gate;
  private final int classes;
  private final EventList events = new EventList();
  private final ControlPorts ports;
  private final SpscQueue<PadChange> restores = new SpscQueue<>(Control.PADS, PadChange::new);
  private final SpscQueue<ControlPort.Event> changes =
      new SpscQueue<>(CHANGES, ControlPort.Event::new);

  private float openness = Control.OPENNESS.initial();
  private long strokes;
  private int unshown; // bit per pad whose words have changed
  private int unaimed; // bit per pad whose voices do not know it yet
  private volatile int sounding;

  /// @param parts what it shares with the worker and others
  Engine(EngineParts parts, Pad[] pads, KnobRange range, int classes, HitGate gate) {
    sampleRate = parts.sampleRate();
    this.pads = pads;
    this.classes = classes;
    this.gate = gate;
    board = parts.board();
    ports = parts.ports();
    counters = parts.counters();
    Smoothing smoothing = Smoothing.at(sampleRate);
    voices = new Voices(smoothing, counters);
    aim = new VoiceAim(range, sampleRate);
    mixer = new Mixer(smoothing, counters);
    for (int i = 0; i < pads.length; i++) {
      board.write(i, pads[i].words);
    }
  }

  /// Takes part in the block about to be processed.
  @RealTime
  @Override
  public void accept(int frame, Control control, int pad, int index, float value) {
    if (!events.add(Math.max(0, frame), control, pad, index, value)) {
      counters.add(Count.FLOODED);
    }
  }

  /// Renders one block.
  ///
  /// @param out `out[0]` left and `out[1]` right; overwritten
  @RealTime
  public void process(float[][] out, int frames) {
    takeRestores();
    takeFromPorts();
    int at = 0;
    for (int i = 0; i < events.size(); i++) {
      int frame = Math.min(events.frame(i), frames);
      render(out, at, frame - at);
      at = frame;
      apply(events.control(i), events.pad(i), events.index(i), events.value(i));
    }
    events.clear();
    render(out, at, frames - at);
    for (int i = 0; i < pads.length; i++) {
      pads[i].dropOutdated();
    }
    show();
    sounding = voices.sounding();
  }

  @RealTime
  private void render(float[][] out, int offset, int frames) {
    if (frames == 0) {
      return;
    }
    for (int i = 0; unaimed != 0; i++) {
      if ((unaimed & 1 << i) != 0) {
        aimVoices(i);
        unaimed &= ~(1 << i);
      }
    }
    float[] left = out[0];
    float[] right = out[1];
    for (int t = offset; t < offset + frames; t++) {
      left[t] = 0;
      right[t] = 0;
    }
    voices.render(left, right, offset, frames);
    mixer.finish(left, right, offset, frames);
    for (int i = 0; i < pads.length; i++) {
      pads[i].sinceStroke += frames;
    }
  }

  @RealTime
  private void takeFromPorts() {
    int count = ports.count();
    for (int i = 0; i < count; i++) {
      ControlPort port = ports.get(i);
      for (int taken = 0; port != null && taken < MOST_OF_A_PORT; taken++) {
        ControlPort.Event event = port.peek();
        if (event == null) {
          break;
        }
        apply(event.control, event.pad, event.index, event.value);
        port.release();
      }
    }
  }

  @RealTime
  private void takeRestores() {
    PadChange change = restores.peek();
    while (change != null) {
      pads[change.pad].restore(change.words);
      settingChanged(change.pad);
      restores.release();
      change = restores.peek();
    }
  }

  @RealTime
  private void apply(Control control, int pad, int index, float value) {
    boolean knob = control == Control.KNOB;
    if ((Float.isNaN(value) && !knob) || pad < Control.ALL_PADS || pad >= Control.PADS) {
      counters.add(Count.INVALID);
      return;
    }
    float clamped = control.clamp(value);
    if (control == Control.MASTER_LEVEL) {
      mixer.aim(clamped);
      tell(control, Control.ALL_PADS, index, clamped);
    } else if (control == Control.OPENNESS) {
      open(clamped);
    } else if (control == Control.ALL_OFF) {
      voices.release(Control.ALL_PADS);
      tell(control, pad, index, clamped);
    } else if (pad == Control.ALL_PADS && control != Control.HIT) {
      for (int i = 0; i < Control.PADS; i++) {
        applyToPad(control, i, index, clamped);
      }
    } else if (pad == Control.ALL_PADS) {
      counters.add(Count.INVALID);
    } else {
      applyToPad(control, pad, index, clamped);
    }
  }

  @RealTime
  private void applyToPad(Control control, int at, int index, float value) {
    Pad pad = pads[at];
    long[] words = pad.words;
    boolean valid = true;
    switch (control) {
      case HIT -> strike(at, value);
      case CHOKE -> voices.release(at);
      case KNOB -> valid = setSound(words, PadWords.KNOBS, index, 7, value);
      case CLASS -> valid = setClass(pad, index);
      case MORPH -> valid = morph(words, index, value);
      case VARIATION -> setSound(words, PadWords.VARIATION, 0, 1, value);
      case TUNE -> PadWords.set(words, PadWords.TUNE, value);
      case DECAY -> PadWords.set(words, PadWords.DECAY, value);
      case LEVEL -> PadWords.set(words, PadWords.LEVEL, value);
      case PAN -> PadWords.set(words, PadWords.PAN, value);
      case DRIVE -> PadWords.set(words, PadWords.DRIVE, value);
      case BEND -> pad.bend = value;
      case CHOKE_GROUP -> words[PadWords.CHOKE_GROUP] = Math.max(0, index);
      case FREEZE -> pad.freeze(value > 0);
      case REROLL -> pad.reroll();
      default -> valid = false;
    }
    if (!valid) {
      counters.add(Count.INVALID);
      return;
    }
    if (control != Control.HIT) {
      settingChanged(at);
    }
    tell(control, at, index, value);
  }

  /// Sets a number that prepared hits depend on.
  @RealTime
  private static boolean setSound(long[] words, int first, int index, int count, float value) {
    if (index < 0 || index >= count) {
      return false;
    }
    float before = PadWords.get(words, first + index);
    if (before != value && !(Float.isNaN(before) && Float.isNaN(value))) {
      PadWords.set(words, first + index, value);
      words[PadWords.VERSION]++;
    }
    return true;
  }

  @RealTime
  private boolean setClass(Pad pad, int index) {
    if (index < 0 || index >= classes) {
      return false;
    }
    if (pad.words[PadWords.CLASS] != index) {
      pad.words[PadWords.CLASS] = index;
      pad.words[PadWords.VERSION]++;
      pad.rememberStored();
    }
    return true;
  }

  @RealTime
  private boolean morph(long[] words, int index, float value) {
    if (index < -1 || index >= classes) {
      return false;
    }
    if (index >= 0 && words[PadWords.MORPH_TO] != index) {
      words[PadWords.MORPH_TO] = index;
      words[PadWords.VERSION]++;
    }
    return setSound(words, PadWords.MORPH, 0, 1, value);
  }

  /// Closing the hi-hat stops what rings.
  @RealTime
  private void open(float value) {
    boolean closing = value < HAT_IS_CLOSED && openness >= HAT_IS_CLOSED;
    openness = value;
    for (int i = 0; i < pads.length; i++) {
      if (DefaultKit.isOpenHat(i)) {
        unaimed |= 1 << i;
        if (closing) {
          voices.release(i);
        }
      }
    }
    tell(Control.OPENNESS, Control.ALL_PADS, 0, value);
  }

  @RealTime
  private void strike(int at, float velocity) {
    Pad pad = pads[at];
    if (velocity <= 0) {
      return;
    }
    if (pad.sinceStroke < MERGE_SECONDS * sampleRate) {
      counters.add(Count.MERGED);
      return;
    }
    pad.sinceStroke = 0;
    int layer = VelocityLayers.of(velocity);
    show();
    gate.beforeHit(at, layer);
    choke(at);
    PreparedHit hit = pad.take(layer);
    Voice voice = hit == null ? null : voices.claim(at);
    if (hit == null || voice == null) {
      counters.add(Count.SILENT);
      return;
    }
    voice.velocity = velocity;
    aim.aim(voice, hit, pad, opennessOf(at));
    voice.start(hit, aim.attackSamples(hit, pad));
    remember(at, layer, hit);
  }

  /// Counts the stroke, and lets the worker know.
  @RealTime
  private void remember(int at, int layer, PreparedHit hit) {
    long[] words = pads[at].words;
    words[PadWords.LAST_HIT] = ++strokes;
    words[PadWords.LAST_LAYER] = layer;
    words[PadWords.LAST_MADE] = hit.madeNanos();
    unshown |= 1 << at;
    if (words[PadWords.FROZEN] == 1) {
      counters.add(Count.KEPT);
    } else if (hit.origin() == Origin.STORED) {
      counters.add(Count.STORED);
    } else if (pads[at].wasEarlier()) {
      counters.add(Count.REUSED);
    } else {
      counters.add(Count.NEW);
    }
  }

  @RealTime
  private void choke(int at) {
    long group = pads[at].words[PadWords.CHOKE_GROUP];
    for (int i = 0; i < pads.length && group > 0; i++) {
      if (i != at && pads[i].words[PadWords.CHOKE_GROUP] == group) {
        voices.release(i);
      }
    }
  }

  @RealTime
  private float opennessOf(int pad) {
    return DefaultKit.isOpenHat(pad) ? openness : 1;
  }

  @RealTime
  private void settingChanged(int pad) {
    unshown |= 1 << pad;
    unaimed |= 1 << pad;
  }

  @RealTime
  private void aimVoices(int pad) {
    for (int i = 0; i < voices.count(); i++) {
      Voice voice = voices.get(i);
      PreparedHit hit = voice.hit();
      if (hit != null && voice.pad == pad) {
        aim.aim(voice, hit, pads[pad], opennessOf(pad));
      }
    }
  }

  /// Puts what has changed on the board.
  @RealTime
  private void show() {
    for (int i = 0; unshown != 0; i++) {
      if ((unshown & 1 << i) != 0) {
        board.write(i, pads[i].words);
        unshown &= ~(1 << i);
      }
    }
  }

  @RealTime
  private void tell(Control control, int pad, int index, float value) {
    ControlPort.Event event = changes.claim();
    if (event == null) {
      counters.add(Count.UNTOLD);
      return;
    }
    event.control = control;
    event.pad = pad;
    event.index = index;
    event.value = value;
    changes.publish();
  }

  /// For the one thread that tells listeners.
  SpscQueue<ControlPort.Event> changes() {
    return changes;
  }

  /// For the one thread that restores settings.
  SpscQueue<PadChange> restores() {
    return restores;
  }

  /// Any thread.
  int soundingVoices() {
    return sounding;
  }
}
