package timbrel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.lm.Sampling;

/// Turns each knob from 0 to 1 and measures what comes of it, with the closed loop and without.
final class KnobEvaluation {
  /// What `generate` makes when a knob is set.
  private static final int CANDIDATES = 4;

  /// A smaller fall is no fall.
  private static final double TOLERANCE = 0.01;

  private final HitMaker finished;
  private final HitMaker drawn;
  private final KnobRange range;
  private final Sampling sampling;
  private final List<String> classes;
  private final List<String> voiced;
  private final EvaluationSize size;
  private final long seed;

  /// @param voiced the classes that have a pitch
  KnobEvaluation(Instrument instrument, List<String> voiced, EvaluationSize size, long seed) {
    this.finished = new HitMaker(instrument);
    this.drawn = new HitMaker(instrument, KnobWay.TOLD);
    this.range = instrument.card().knobs();
    this.sampling = instrument.card().sampling();
    List<String> known = instrument.card().classes();
    this.classes = known.isEmpty() ? List.of("") : known;
    this.voiced = voiced;
    this.size = size;
    this.seed = seed;
  }

  KnobReport run(EvaluationListener listener) {
    if (size.knobSweeps() == 0) {
      return KnobReport.NONE;
    }
    List<KnobReport.KnobResult> results = new ArrayList<>();
    for (Knob knob : Knob.values()) {
      results.add(result(knob));
      listener.progress("knobs", results.size(), Knob.values().length);
    }
    return new KnobReport(
        mean(results.stream().mapToDouble(result -> result.whole().correlation())),
        mean(results.stream().mapToDouble(result -> result.withoutLoop().correlation())),
        voiced,
        results);
  }

  /// One sweep.
  ///
  /// @param soundClass the class that was asked for
  /// @param achieved places on the knob's way, `[step]`; NaN where it could not be measured
  record Sweep(String soundClass, double[] achieved) {}

  private KnobReport.KnobResult result(Knob knob) {
    List<Sweep> sweeps = sweeps(knob, finished, CANDIDATES);
    List<Sweep> withoutLoop = sweeps(knob, drawn, 1);
    List<KnobReport.ClassResult> byClass =
        sweeps.stream()
            .map(Sweep::soundClass)
            .distinct()
            .sorted()
            .map(name ->
                new KnobReport.ClassResult(
                    name, figures(sweeps.stream().filter(s -> s.soundClass.equals(name)).toList())))
            .toList();
    return new KnobReport.KnobResult(
        knob.label(),
        figures(sweeps),
        figures(withoutLoop),
        byClass,
        curve(sweeps),
        curve(withoutLoop));
  }

  /// The classes take turns, each time with another seed, which stays the same throughout a sweep.
  private List<Sweep> sweeps(Knob knob, HitMaker maker, int candidates) {
    List<String> asked = knob == Knob.PITCH ? voiced : classes;
    List<Sweep> sweeps = new ArrayList<>();
    for (int sweep = 0; sweep < size.knobSweeps() && !asked.isEmpty(); sweep++) {
      String name = asked.get(turn(sweep, asked.size()));
      List<HitRequest> requests = new ArrayList<>();
      for (int step = 0; step < size.knobSteps(); step++) {
        requests.add(
            new HitRequest(
                name,
                Map.of(knob, requested(step)),
                OptionalDouble.empty(),
                sampling,
                candidates,
                HitRequest.seedOf(seed, sweep)));
      }
      double[] achieved =
          maker.make(requests).stream()
              .mapToDouble(hit -> range.normalize(knob, hit.achieved().get(knob)))
              .toArray();
      sweeps.add(new Sweep(name, achieved));
    }
    return sweeps;
  }

  /// Fewer sweeps than classes are spread over all of them.
  private int turn(int sweep, int asked) {
    int stride = Math.max(1, asked / size.knobSweeps());
    return sweep * stride % asked;
  }

  private double requested(int step) {
    return (double) step / (size.knobSteps() - 1);
  }

  KnobReport.Figures figures(List<Sweep> sweeps) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Sweep sweep : sweeps) {
      for (int step = 0; step < sweep.achieved.length; step++) {
        if (Double.isFinite(sweep.achieved[step])) {
          x.add(requested(step));
          y.add(sweep.achieved[step]);
        }
      }
    }
    int sounds = sweeps.size() * size.knobSteps();
    return new KnobReport.Figures(
        sounds,
        sounds == 0 ? Double.NaN : (double) x.size() / sounds,
        correlation(x, y),
        mean(IntStream.range(0, x.size()).mapToDouble(i -> Math.abs(x.get(i) - y.get(i)))),
        mean(sweeps.stream().mapToDouble(sweep -> neverFalls(sweep.achieved))));
  }

  /// 1 if no value is below one before it, else 0; NaN if there are no two to compare.
  static double neverFalls(double[] achieved) {
    double[] measured = Arrays.stream(achieved).filter(Double::isFinite).toArray();
    if (measured.length < 2) {
      return Double.NaN;
    }
    double highest = measured[0];
    for (double value : measured) {
      if (value < highest - TOLERANCE) {
        return 0;
      }
      highest = Math.max(highest, value);
    }
    return 1;
  }

  private List<KnobReport.Step> curve(List<Sweep> sweeps) {
    return IntStream.range(0, size.knobSteps())
        .mapToObj(step ->
            new KnobReport.Step(
                requested(step),
                Spread.of(sweeps.stream().map(sweep -> sweep.achieved[step]).toList())))
        .toList();
  }

  private static double mean(DoubleStream values) {
    return values.filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /// Pearson's r; NaN when one side does not vary.
  static double correlation(List<Double> x, List<Double> y) {
    double meanX = x.stream().mapToDouble(v -> v).average().orElse(0);
    double meanY = y.stream().mapToDouble(v -> v).average().orElse(0);
    double xx = squares(x.stream().mapToDouble(v -> v - meanX));
    double yy = squares(y.stream().mapToDouble(v -> v - meanY));
    double xy =
        IntStream.range(0, x.size())
            .mapToDouble(i -> (x.get(i) - meanX) * (y.get(i) - meanY))
            .sum();
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }

  private static double squares(DoubleStream values) {
    return values.map(v -> v * v).sum();
  }
}
