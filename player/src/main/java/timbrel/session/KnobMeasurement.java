package timbrel.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import timbrel.control.Mapping;
import timbrel.descriptors.Knob;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;
import timbrel.engine.ControlPort;
import timbrel.engine.Player;
import timbrel.engine.Rehearsal;
import timbrel.instrument.Instrument;

/// Measures how long after the move of a knob it is heard, in a live session that plays on without
/// a sound device, a block each period.
///
/// *Signal processing*: two engines that are struck alike; the knob of one is turned, and samples
/// are compared. *Pad played last*: until a hit that was made for the new position is ready for the
/// next stroke; *every pad*: until that is so on all of them.
public final class KnobMeasurement {
  private static final float[][] NO_INPUTS = new float[0][];
  private static final int PAD = 2;
  private static final int STROKES_EVERY_MILLIS = 125;
  private static final long LONGEST_NANOS = 5_000_000_000L;
  private static final int MOST_FRAMES = 48_000;

  private final Instrument instrument;
  private final int sampleRate;
  private final int blockFrames;
  private final int moves;

  /// Milliseconds after a move.
  ///
  /// @param processed until the first sample of the sounding hit is another
  /// @param lastPad median and 95th percentile for the pad played last
  /// @param everyPad median and 95th percentile for all pads
  public record Result(double processed, Spread lastPad, Spread everyPad) {}

  /// Median and 95th percentile, in milliseconds.
  public record Spread(double median, double p95) {

    private static Spread of(List<Double> values) {
      List<Double> sorted = new ArrayList<>(values);
      Collections.sort(sorted);
      return new Spread(
          sorted.get(sorted.size() / 2),
          sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100)));
    }
  }

  /// @param moves of the knob for each figure
  public KnobMeasurement(Instrument instrument, int sampleRate, int blockFrames, int moves) {
    this.instrument = instrument;
    this.sampleRate = sampleRate;
    this.blockFrames = blockFrames;
    this.moves = moves;
  }

  public Result measure() {
    PlaySession.Request request =
        new PlaySession.Request(instrument, true, true, 1, Mapping.standard(), Optional.empty());
    try (PlaySession session = new PlaySession(request)) {
      ControlPort port = session.newPort();
      Live live = new Live(session.prepare(sampleRate, blockFrames));
      Player player = session.player().orElseThrow();
      double processed = processed(player);
      live.until(() -> allAreUpToDate(player));
      List<Double> last = new ArrayList<>();
      List<Double> every = new ArrayList<>();
      for (int move = 0; move < moves; move++) {
        float value = 0.2f + move % 7 * 0.1f;
        live.forMillis(150 + move * 37 % 200);
        port.send(Control.KNOB, PAD, Knob.NOISE.ordinal(), value);
        last.add(live.until(() -> player.isUpToDate(PAD)));
        live.forMillis(150 + move * 53 % 200);
        port.send(Control.KNOB, Control.ALL_PADS, Knob.RICHNESS.ordinal(), value);
        every.add(live.until(() -> allAreUpToDate(player)));
      }
      return new Result(processed, Spread.of(last), Spread.of(every));
    }
  }

  private static boolean allAreUpToDate(Player player) {
    for (int pad = 0; pad < Control.PADS; pad++) {
      if (!player.isUpToDate(pad)) {
        return false;
      }
    }
    return true;
  }

  /// Milliseconds from the block that takes the move in to the first sample that differs.
  private double processed(Player player) {
    Rehearsal turned = player.rehearsal();
    Rehearsal left = player.rehearsal();
    float[][] a = new float[2][blockFrames];
    float[][] b = new float[2][blockFrames];
    for (Rehearsal one : List.of(turned, left)) {
      one.engine().accept(0, Control.HIT, PAD, 0, 1);
      one.engine().process(a, blockFrames);
    }
    turned.engine().accept(0, Control.KNOB, PAD, Knob.BRIGHTNESS.ordinal(), 0);
    for (int frame = 0; frame < MOST_FRAMES; frame += blockFrames) {
      turned.engine().process(a, blockFrames);
      left.engine().process(b, blockFrames);
      for (int t = 0; t < blockFrames; t++) {
        if (a[0][t] != b[0][t] || a[1][t] != b[1][t]) {
          return 1e3 * (frame + t) / sampleRate;
        }
      }
    }
    return Double.NaN;
  }

  /// Calls the callback once a period.
  private final class Live {
    private final AudioCallback callback;
    private final float[][] out = new float[2][blockFrames];
    private final double period = 1e9 * blockFrames / sampleRate;
    private final int strokeBlocks =
        Math.max(1, STROKES_EVERY_MILLIS * sampleRate / 1000 / blockFrames);
    private double due = System.nanoTime();
    private long block;

    Live(AudioCallback callback) {
      this.callback = callback;
    }

    /// Plays on.
    ///
    /// @return milliseconds until `reached`, looked at after each block
    double until(BooleanSupplier reached) {
      long begin = System.nanoTime();
      do {
        next();
      } while (!reached.getAsBoolean() && System.nanoTime() - begin < LONGEST_NANOS);
      return (System.nanoTime() - begin) * 1e-6;
    }

    void forMillis(int millis) {
      long end = System.nanoTime() + millis * 1_000_000L;
      until(() -> System.nanoTime() >= end);
    }

    private void next() {
      due = Math.max(due + period, System.nanoTime() - period);
      for (long left = (long) due - System.nanoTime();
          left > 0;
          left = (long) due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      if (block++ % strokeBlocks == 0) {
        Strokes.hit(callback, 0, PAD, 100);
      }
      callback.process(NO_INPUTS, out, blockFrames);
    }
  }
}
