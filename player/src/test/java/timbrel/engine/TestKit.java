package timbrel.engine;

import java.util.Arrays;
import java.util.List;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.engine.Counters.Count;
import timbrel.engine.PreparedHit.Origin;

/// An engine with sounds that can be checked by hand, and without a worker.
final class TestKit {
  static final int RATE = 48_000;

  final EngineParts parts;
  final ControlPorts ports = new ControlPorts();
  final Engine engine;
  private long puts;

  /// @param sound that every pad has stored
  TestKit(float[] sound) {
    this(sound, new LiveGate());
  }

  TestKit(float[] sound, HitGate gate) {
    parts = EngineParts.at(RATE, ports);
    List<String> classes = List.of("kick", "snare");
    PreparedHit[][] stored = {
      {hit(sound, -1, 1, Origin.STORED)}, {hit(sound, -1, 1, Origin.STORED)}
    };
    Pad[] pads = new Pad[Control.PADS];
    for (int i = 0; i < pads.length; i++) {
      long[] words = PadWords.initial(i % 2);
      pads[i] = new Pad(words, parts.rings()[i], stored);
    }
    engine = new Engine(parts, pads, KnobRange.usual(), classes.size(), gate);
  }

  static PreparedHit hit(float[] sound, long version, int layer, Origin origin) {
    return hit(sound, version, layer, origin, PreparedHit.UNNUMBERED);
  }

  private static PreparedHit hit(
      float[] sound, long version, int layer, Origin origin, long number) {
    float[] knobs = new float[Knob.values().length];
    Arrays.fill(knobs, Float.NaN);
    return new PreparedHit(
        PreparedHit.padded(sound),
        sound.length,
        PreparedHit.peakAt(sound),
        version * 100 + layer,
        number,
        System.identityHashCode(sound),
        layer,
        version,
        knobs,
        origin,
        0);
  }

  /// Puts a hit where the worker would.
  boolean put(int pad, int layer, long version, float[] sound) {
    return parts.rings()[pad][layer].put(hit(sound, version, layer, Origin.NEW, puts++));
  }

  void strike(int frame, int pad, float velocity) {
    engine.accept(frame, Control.HIT, pad, 0, velocity);
  }

  /// The next `frames` samples of the left channel.
  float[] render(int frames) {
    float[][] out = new float[2][frames];
    engine.process(out, frames);
    return out[0];
  }

  long count(Count count) {
    return parts.counters().get(count);
  }

  /// One sample of 1, then silence.
  static float[] impulse() {
    float[] sound = new float[64];
    sound[0] = 1;
    return sound;
  }

  /// A tone that starts softly, so that any jump in it is the engine's doing.
  static float[] tone(int length, double hertz) {
    float[] sound = new float[length];
    for (int t = 0; t < length; t++) {
      double fade = Math.min(1, Math.min(t, length - t) / 480.0);
      sound[t] = (float) (0.5 * fade * StrictMath.sin(2 * StrictMath.PI * hertz * t / RATE));
    }
    return sound;
  }
}
