package timbrel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import timbrel.descriptors.Knob;
import timbrel.instrument.Card;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;

/// Turns each knob from 0 to 1 and measures what comes of it.
final class KnobEvaluation {
  /// What `generate` makes when a knob is set.
  private static final int CANDIDATES = 4;

  /// A smaller fall is no fall.
  private static final double TOLERANCE = 0.01;

  private final HitMaker maker;
  private final Card card;
  private final EvaluationSize size;
  private final long seed;

  KnobEvaluation(HitMaker maker, Card card, EvaluationSize size, long seed) {
    this.maker = maker;
    this.card = card;
    this.size = size;
    this.seed = seed;
  }

  KnobReport run(EvaluationListener listener) {
    if (size.knobSeeds() == 0) {
      return KnobReport.NONE;
    }
    List<KnobReport.KnobResult> results = new ArrayList<>();
    for (Knob knob : Knob.values()) {
      results.add(result(knob, sweeps(knob)));
      listener.progress("knobs", results.size(), Knob.values().length);
    }
    double mean =
        results.stream()
            .mapToDouble(KnobReport.KnobResult::correlation)
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return new KnobReport(mean, results);
  }

  /// Achieved places, `[sweep][step]`. The class differs from sweep to sweep, the seed stays the
  /// same throughout a sweep.
  private double[][] sweeps(Knob knob) {
    List<HitRequest> requests = new ArrayList<>();
    for (int sweep = 0; sweep < size.knobSeeds(); sweep++) {
      for (int step = 0; step < size.knobSteps(); step++) {
        requests.add(
            new HitRequest(
                classOf(sweep),
                Map.of(knob, requested(step)),
                OptionalDouble.empty(),
                card.sampling(),
                CANDIDATES,
                HitRequest.seedOf(seed, sweep)));
      }
    }
    double[] achieved =
        maker.make(requests).stream()
            .mapToDouble(hit -> card.knobs().normalize(knob, hit.achieved().get(knob)))
            .toArray();
    double[][] sweeps = new double[size.knobSeeds()][size.knobSteps()];
    for (int i = 0; i < achieved.length; i++) {
      sweeps[i / size.knobSteps()][i % size.knobSteps()] = achieved[i];
    }
    return sweeps;
  }

  /// Classes spread over all there are.
  private String classOf(int sweep) {
    int classes = card.classes().size();
    int stride = Math.max(1, classes / size.knobSeeds());
    return classes == 0 ? "" : card.classes().get(sweep * stride % classes);
  }

  private double requested(int step) {
    return (double) step / (size.knobSteps() - 1);
  }

  private KnobReport.KnobResult result(Knob knob, double[][] sweeps) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int rises = 0;
    int steps = 0;
    for (double[] sweep : sweeps) {
      for (int i = 0; i < sweep.length; i++) {
        if (Double.isFinite(sweep[i])) {
          x.add(requested(i));
          y.add(sweep[i]);
        }
        if (i > 0 && Double.isFinite(sweep[i]) && Double.isFinite(sweep[i - 1])) {
          steps++;
          rises += sweep[i] >= sweep[i - 1] - TOLERANCE ? 1 : 0;
        }
      }
    }
    int sounds = sweeps.length * size.knobSteps();
    return new KnobReport.KnobResult(
        knob.label(),
        sounds,
        (double) x.size() / sounds,
        correlation(x, y),
        IntStream.range(0, x.size())
            .mapToDouble(i -> Math.abs(x.get(i) - y.get(i)))
            .average()
            .orElse(Double.NaN),
        steps == 0 ? Double.NaN : (double) rises / steps,
        curve(sweeps));
  }

  private List<KnobReport.Step> curve(double[][] sweeps) {
    return IntStream.range(0, size.knobSteps())
        .mapToObj(step ->
            new KnobReport.Step(
                requested(step),
                Spread.of(java.util.Arrays.stream(sweeps).map(sweep -> sweep[step]).toList())))
        .toList();
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
