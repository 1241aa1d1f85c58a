package timbrel.engine;

import timbrel.realtime.SpscQueue;

/// An engine that nobody hears, with the same hits: what runs on it makes the virtual machine
/// compile what will run on the real one.
public final class Rehearsal {
  private static final int FROZEN_EVERY = 7;

  private final EngineParts parts;
  private final Engine engine;
  private final PreparedHit[][] hits;
  private final long[] words = new long[PadWords.COUNT];

  Rehearsal(Player player, PreparedHit[][] hits) {
    this.hits = hits;
    parts = EngineParts.at(player.sampleRate(), new ControlPorts());
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
        // now and then a version is out of date, or a ring stays empty
        long version = words[PadWords.VERSION] - round % 2;
        parts.rings()[pad][layer].put(some[round % some.length].madeFor(version, layer));
      }
    }
    engine.accept(0, Control.FREEZE, round % Control.PADS, 0, round % FROZEN_EVERY == 0 ? 1 : 0);
    engine.accept(0, Control.REROLL, (round + 1) % Control.PADS, 0, 1);
    engine.accept(1, Control.CHOKE, (round + 2) % Control.PADS, 0, 1);
    engine.accept(2, Control.MORPH, (round + 3) % Control.PADS, 0, 0.5f);
    engine.accept(3, Control.CLASS, (round + 4) % Control.PADS, 0, 1);
    engine.accept(4, Control.OPENNESS, Control.ALL_PADS, 0, round % 3 / 2f);
  }
}
