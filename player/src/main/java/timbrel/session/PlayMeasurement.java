package timbrel.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import timbrel.control.Mapping;
import timbrel.descriptors.Knob;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;
import timbrel.engine.Player;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;

/// Measures playing on this computer, without a sound device: the callback is called as fast as it
/// returns, while the worker makes hits beside it.
public final class PlayMeasurement {
  private static final int NOTE_ON = 0x99;
  private static final int FIRST_NOTE = 36;
  private static final int BATCH = 8;
  private static final double WARM_SECONDS = 2;

  private final Instrument instrument;
  private final int sampleRate;
  private final int blockFrames;
  private final double seconds;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// The audio thread.
  ///
  /// @param prewarmSeconds until the callback was compiled
  /// @param blocks that were timed
  /// @param periodMicros of a block
  /// @param median of the callback, in microseconds, as the three that follow
  /// @param p99 below which 99 of 100 lie
  /// @param p999 below which 999 of 1000 lie
  /// @param longest of all
  /// @param voices that sounded on average
  /// @param bytes allocated by the callback in all blocks together
  /// @param delayFrames between a stroke's frame and its first sample
  public record Callback(
      double prewarmSeconds,
      int blocks,
      double periodMicros,
      double median,
      double p99,
      double p999,
      double longest,
      double voices,
      long bytes,
      int delayFrames) {}

  /// The worker, on one core.
  ///
  /// @param hits that were made
  /// @param hitsPerSecond of processor time, as long as they were
  /// @param halfSecondsPerSecond half seconds of new sound for each second of processor time
  public record Generation(int hits, double hitsPerSecond, double halfSecondsPerSecond) {}

  /// @param seconds that each part of the measurement takes
  public PlayMeasurement(Instrument instrument, int sampleRate, int blockFrames, double seconds) {
    this.instrument = instrument;
    this.sampleRate = sampleRate;
    this.blockFrames = blockFrames;
    this.seconds = seconds;
  }

  /// Times the callback while strokes keep at least eight voices sounding.
  public Callback callback() {
    PlaySession.Request request =
        new PlaySession.Request(instrument, true, false, 1, Mapping.standard(), Optional.empty());
    try (PlaySession session = new PlaySession(request)) {
      AudioCallback callback = session.prepare(sampleRate, blockFrames);
      Player player = session.player().orElseThrow();
      float[][] out = new float[2][blockFrames];
      int delay = delay(callback, out);
      int most = (int) Math.min(50_000_000, seconds * 1_000_000);
      long[] nanos = new long[most];
      double voices = 0;
      int blocks = 0;
      long bytes = 0;
      long begin = System.nanoTime();
      while (blocks < most && System.nanoTime() - begin < seconds * 1e9) {
        strike(callback, blocks);
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        callback.process(NO_INPUTS, out, blockFrames);
        nanos[blocks] = System.nanoTime() - start;
        bytes += threads.getCurrentThreadAllocatedBytes() - before;
        voices += player.status().soundingVoices();
        blocks++;
      }
      return summary(session, Arrays.copyOf(nanos, blocks), voices / blocks, bytes, delay);
    }
  }

  private static final float[][] NO_INPUTS = new float[0][];

  /// Frames between a stroke in the middle of a block and the first sample that is not silent.
  private int delay(AudioCallback callback, float[][] out) {
    callback.process(NO_INPUTS, out, blockFrames);
    int frame = blockFrames / 2;
    callback.midi(frame, NOTE_ON, FIRST_NOTE, 127);
    callback.process(NO_INPUTS, out, blockFrames);
    int first = 0;
    while (first < blockFrames && out[0][first] == 0 && out[1][first] == 0) {
      first++;
    }
    return first - frame;
  }

  /// A stroke every 30 ms on one of all pads, and a few turned knobs.
  private void strike(AudioCallback callback, int block) {
    int every = Math.max(1, sampleRate / 33 / blockFrames);
    if (block % every == 0) {
      int n = block / every;
      callback.midi(n % blockFrames, NOTE_ON, FIRST_NOTE + n % Control.PADS, 40 + n * 7 % 88);
    }
    if (block % 500 == 499) {
      callback.midi(0, 0xB9, 72, 127); // decay stays open
      callback.midi(0, 0xE9, 0, 60 + block / 500 % 8);
    }
  }

  private Callback summary(
      PlaySession session, long[] nanos, double voices, long bytes, int delay) {
    Arrays.sort(nanos);
    return new Callback(
        session.prewarmSeconds(),
        nanos.length,
        1e6 * blockFrames / sampleRate,
        micros(nanos, 0.5),
        micros(nanos, 0.99),
        micros(nanos, 0.999),
        micros(nanos, 1),
        voices,
        bytes,
        delay);
  }

  private static double micros(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] * 1e-3;
  }

  /// Makes hits of all classes, as the worker does.
  ///
  /// @param closedLoop with all knobs that can be corrected set, and corrected
  public Generation generation(boolean closedLoop) {
    HitMaker maker = new HitMaker(instrument, closedLoop);
    int made = 0;
    made += make(maker, closedLoop, made, WARM_SECONDS).hits();
    return make(maker, closedLoop, made, seconds);
  }

  private Generation make(HitMaker maker, boolean knobs, int first, double during) {
    List<String> classes = instrument.card().classes();
    int hits = 0;
    double sound = 0;
    long begin = threads.getCurrentThreadCpuTime();
    long used = 0;
    while (used < during * 1e9) {
      List<HitRequest> requests = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        int n = first + hits + i;
        requests.add(request(classes.isEmpty() ? "" : classes.get(n % classes.size()), knobs, n));
      }
      for (Hit hit : maker.make(requests)) {
        sound += hit.sound().seconds();
        hits++;
      }
      used = threads.getCurrentThreadCpuTime() - begin;
    }
    double processor = used * 1e-9;
    return new Generation(hits, hits / processor, 2 * sound / processor);
  }

  private HitRequest request(String className, boolean knobs, int n) {
    Map<Knob, Double> wanted = new EnumMap<>(Knob.class);
    if (knobs) {
      wanted.put(Knob.BRIGHTNESS, 0.3 + n % 5 * 0.1);
      wanted.put(Knob.DECAY, 0.4 + n % 3 * 0.1);
      wanted.put(Knob.PITCH, 0.5);
    }
    return new HitRequest(
        className, wanted, OptionalDouble.of(0.85), instrument.card().sampling(), 1, n);
  }
}
