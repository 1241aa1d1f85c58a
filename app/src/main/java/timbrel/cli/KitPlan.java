package timbrel.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import timbrel.descriptors.Knob;
import timbrel.instrument.HitRequest;
import timbrel.lm.Sampling;

/// What each file of a kit is to be; it does not depend on how many files there are.
///
/// @param classes to go round
/// @param knobs the same for all
/// @param velocity the same for all
/// @param sampling the same for all
/// @param candidates made for each file
/// @param seed of the kit
record KitPlan(
    List<String> classes,
    Map<Knob, Double> knobs,
    OptionalDouble velocity,
    Sampling sampling,
    int candidates,
    long seed) {

  /// The wishes for `count` files from number `first` on.
  List<HitRequest> requests(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(this::request).toList();
  }

  private HitRequest request(int k) {
    return new HitRequest(
            className(k), knobs, velocity, sampling, candidates, HitRequest.seedOf(seed, k))
        .ofFamily(seed);
  }

  /// Such as `kick-01.wav`: the class, and which of that class it is.
  String fileName(int k) {
    String name = className(k).isEmpty() ? "hit" : className(k).replaceAll("[^\\w.-]+", "_");
    int round = classes.isEmpty() ? k : k / classes.size();
    return String.format(Locale.ROOT, "%s-%02d.wav", name, round + 1);
  }

  private String className(int k) {
    return classes.isEmpty() ? "" : classes.get(k % classes.size());
  }
}
