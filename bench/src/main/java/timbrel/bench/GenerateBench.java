package timbrel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import timbrel.descriptors.Knob;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;

/// Seconds of sound that `generate` makes in a second on one core, in a warm process: kits of 16
/// hits that go round the classes, as they come and with a knob set (four candidates each).
///
/// Times are those that the calling thread, which does all the work, was on a core.
///
/// Arguments: instrument (default starter), rounds (default 12).
public final class GenerateBench {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int KIT = 16;
  private static final int CANDIDATES_WITH_KNOBS = 4;
  private static final int WARM_UP_KITS = 6;

  private final Instrument instrument;
  private final HitMaker maker;
  private long seed = 1;

  private GenerateBench(Instrument instrument) {
    this.instrument = instrument;
    maker = new HitMaker(instrument);
  }

  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : Instrument.STARTER;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
    GenerateBench bench = new GenerateBench(Instrument.open(name));
    bench.measure("as they come", Map.of(), 1, rounds);
    bench.measure("brightness set", Map.of(Knob.BRIGHTNESS, 0.7), CANDIDATES_WITH_KNOBS, rounds);
  }

  private void measure(String label, Map<Knob, Double> knobs, int candidates, int rounds) {
    for (int i = 0; i < WARM_UP_KITS; i++) {
      maker.make(kit(knobs, candidates));
    }
    List<Double> speeds = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<HitRequest> kit = kit(knobs, candidates);
      long start = CLOCK.getCurrentThreadCpuTime();
      List<Hit> hits = maker.make(kit);
      double seconds = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
      double made = hits.stream().mapToDouble(hit -> hit.sound().seconds()).sum();
      speeds.add(made / seconds);
      lengths.add(made / KIT);
    }
    System.out.printf(
        "kits of %d hits of %.2f s, %s: %s x real time, %d rounds%n",
        KIT, Spread.of(lengths).median(), label, Spread.of(speeds), rounds);
  }

  private List<HitRequest> kit(Map<Knob, Double> knobs, int candidates) {
    List<String> classes = instrument.card().classes();
    List<HitRequest> kit = new ArrayList<>();
    for (int k = 0; k < KIT; k++) {
      kit.add(
          new HitRequest(
              classes.get(k % classes.size()),
              knobs,
              OptionalDouble.empty(),
              instrument.card().sampling(),
              candidates,
              seed++));
    }
    return kit;
  }
}
