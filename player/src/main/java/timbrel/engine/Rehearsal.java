package timbrel.engine;

import java.util.Arrays;
import timbrel.descriptors.Knob;
import timbrel.realtime.SpscQueue;

/// An engine that nobody hears, with the same hits: what runs on it makes the virtual machine
/// compile what will run on the real one.
public final class Rehearsal {
  private static final int FROZEN_EVERY = 7;
  private static final int CHOKES_EVERY = 64;

  /// Rounds between the hits of a pad and layer: less often than they are taken, so that rings run
  /// empty.
  private static final int REFILLED_EVERY = 40;

  private final EngineParts parts;
  private final Engine engine;
  private final ControlPort port;
  private final PreparedHit[][] hits;
  private final long[] words = new long[PadWords.COUNT];

  Rehearsal(Player player, PreparedHit[][] hits) {
    this.hits = new PreparedHit[hits.length][];
    Arrays.setAll(this.hits, index -> withAndWithoutKnobs(hits[index]));
    ControlPorts ports = new ControlPorts();
    port = ports.open();
    parts = EngineParts.at(player.sampleRate(), ports);
    engine = Player.engine(parts, player.instrument(), hits, new LiveGate());
  }

  public Engine engine() {
    return engine;
  }

  /// Plays the worker and the listeners: hits come, changes are taken away. To be called between
  /// blocks.
  ///
  /// @param round counts the calls
  public void refresh(int round) {
    SpscQueue<ControlPort.Event> changes = engine.changes();
    while (changes.peek() != null) {
      changes.release();
    }
    for (int pad = 0; pad < Control.PADS; pad++) {
      parts.board().read(pad, words);
      PreparedHit[] some = hits[(int) words[PadWords.CLASS]];
      for (int layer = 0; layer < VelocityLayers.COUNT && some.length > 0; layer++) {
        if ((round + 3 * pad + layer) % REFILLED_EVERY == 0) {
          long version = words[PadWords.VERSION] - round % 2; // now and then out of date
          PreparedHit next = some[(round + pad) % some.length];
          parts.rings()[pad][layer].put(next.madeFor(version, layer));
        }
      }
    }
    port.send(Control.LEVEL, round % Control.PADS, 0, 0.5f);
    restore(round % Control.PADS);
    engine.accept(0, Control.FREEZE, round % Control.PADS, 0, round % FROZEN_EVERY == 0 ? 1 : 0);
    engine.accept(0, Control.REROLL, (round + 1) % Control.PADS, 0, 1);
    if (round / CHOKES_EVERY % 2 == 0) { // in between more and more voices sound
      engine.accept(1, Control.CHOKE, (round + 2) % Control.PADS, 0, 1);
    }
    engine.accept(2, Control.MORPH, (round + 3) % Control.PADS, 0, 0.5f);
    engine.accept(3, Control.CLASS, (round + 4) % Control.PADS, 0, 1);
    engine.accept(4, Control.OPENNESS, Control.ALL_PADS, 0, round % 3 / 2f);
  }

  /// As when a set is loaded: a pad is set as it is.
  private void restore(int pad) {
    PadChange change = engine.restores().claim();
    if (change != null) {
      parts.board().read(pad, change.words);
      change.pad = pad;
      engine.restores().publish();
    }
  }

  /// Each hit twice: as the model chose it, and as if all knobs had been set.
  private static PreparedHit[] withAndWithoutKnobs(PreparedHit[] some) {
    PreparedHit[] both = Arrays.copyOf(some, 2 * some.length);
    float[] knobs = new float[Knob.values().length];
    Arrays.fill(knobs, 0.5f);
    for (int i = 0; i < some.length; i++) {
      both[some.length + i] = some[i].withKnobs(knobs);
    }
    return both;
  }
}
