package timbrel.session;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import timbrel.descriptors.Knob;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;

/// Measures how many hits the worker can make on this computer, on one core.
public final class GenerationMeasurement {
  private static final int BATCH = 16;
  private static final double WARM_SECONDS = 2;

  private final Instrument instrument;
  private final double seconds;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /// What came of it.
  ///
  /// @param hits that were made
  /// @param hitsPerSecond of processor time, as long as they were
  /// @param halfSecondsPerSecond half seconds of new sound for each second of processor time
  public record Result(int hits, double hitsPerSecond, double halfSecondsPerSecond) {}

  /// @param seconds of processor time, after some to warm up
  public GenerationMeasurement(Instrument instrument, double seconds) {
    this.instrument = instrument;
    this.seconds = seconds;
  }

  /// Makes hits of all classes, as the worker does.
  ///
  /// @param closedLoop with all knobs that can be corrected set, and corrected
  public Result measure(boolean closedLoop) {
    HitMaker maker = new HitMaker(instrument, closedLoop ? KnobWay.CORRECTED : KnobWay.TOLD);
    int made = 0;
    made += make(maker, closedLoop, made, WARM_SECONDS).hits();
    return make(maker, closedLoop, made, seconds);
  }

  private Result make(HitMaker maker, boolean knobs, int first, double during) {
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
    return new Result(hits, hits / processor, 2 * sound / processor);
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
