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
import timbrel.instrument.KnobWay;

/// What the closed loop costs: for each knob, kits of hits with the knob set, one candidate each,
/// with the loop and without, in turns; milliseconds of the calling thread for a hit.
///
/// Arguments: instrument (default starter), rounds (default 6).
public final class KnobBench {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int KIT = 15;
  private static final int WARM_UP_KITS = 2;

  private final Instrument instrument;
  private final HitMaker closed;
  private final HitMaker open;
  private long seed = 1;

  private KnobBench(Instrument instrument) {
    this.instrument = instrument;
    closed = new HitMaker(instrument);
    open = new HitMaker(instrument, KnobWay.TOLD);
  }

  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : Instrument.STARTER;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
    KnobBench bench = new KnobBench(Instrument.open(name));
    for (Knob knob : Knob.values()) {
      bench.measure(knob, rounds);
    }
  }

  private void measure(Knob knob, int rounds) {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> loop = new ArrayList<>();
    List<Double> lengths = new ArrayList<>();
    for (int round = -WARM_UP_KITS; round < rounds; round++) {
      List<HitRequest> kit = kit(knob);
      List<Hit> hits = new ArrayList<>();
      double second = round % 2 == 0 ? 0 : millisecondsOf(open, kit, hits);
      double first = millisecondsOf(closed, kit, hits);
      second = round % 2 == 0 ? millisecondsOf(open, kit, hits) : second;
      if (round >= 0) {
        with.add(first);
        without.add(second);
        loop.add(first - second);
        lengths.add(hits.stream().mapToDouble(hit -> hit.sound().seconds()).average().orElse(0));
      }
    }
    System.out.printf(
        "%-10s hits of %.2f s: %s ms with the loop, %s ms without, the loop %s ms, %d rounds of"
            + " %d%n",
        knob.label(),
        Spread.of(lengths).median(),
        Spread.of(with),
        Spread.of(without),
        Spread.of(loop),
        rounds,
        KIT);
  }

  /// A hit's share of the time of a kit.
  private static double millisecondsOf(HitMaker maker, List<HitRequest> kit, List<Hit> hits) {
    long start = CLOCK.getCurrentThreadCpuTime();
    hits.addAll(maker.make(kit));
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e6 / kit.size();
  }

  /// Goes round classes and places of the knob.
  private List<HitRequest> kit(Knob knob) {
    List<String> classes = instrument.card().classes();
    List<HitRequest> kit = new ArrayList<>();
    for (int k = 0; k < KIT; k++) {
      kit.add(
          new HitRequest(
              classes.get(k % classes.size()),
              Map.of(knob, (seed * 7 % 11) / 10.0),
              OptionalDouble.empty(),
              instrument.card().sampling(),
              1,
              seed++));
    }
    return kit;
  }
}
