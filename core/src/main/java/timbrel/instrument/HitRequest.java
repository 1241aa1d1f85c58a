package timbrel.instrument;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import timbrel.descriptors.Knob;
import timbrel.lm.Sampling;

/// A hit that is asked for.
///
/// @param classes how much of each of the instrument's classes, adding up to 1 after scaling; empty
///   to leave it to the model
/// @param knobs wanted values, 0 to 1 over the training sounds; those not asked for are absent
/// @param velocity 0 (softest of its class) to 1; may be absent
/// @param sampling how tokens are drawn
/// @param candidates how many sounds are made of which the nearest to the request is kept
/// @param seed decides everything that is left to chance
/// @param family hits of one family are like each other as far as the sampling says
public record HitRequest(
    Map<String, Double> classes,
    Map<Knob, Double> knobs,
    OptionalDouble velocity,
    Sampling sampling,
    int candidates,
    long seed,
    long family) {
  public static final int MOST_CANDIDATES = 64;
  private static final double MOST_OF_A_CLASS = 1e6;

  public HitRequest {
    classes = shares(classes);
    Map<Knob, Double> sorted = new EnumMap<>(Knob.class);
    sorted.putAll(knobs);
    knobs = Collections.unmodifiableMap(sorted);
    if (candidates < 1 || candidates > MOST_CANDIDATES) {
      throw new IllegalArgumentException(
          "%d candidates, expected 1 to %d".formatted(candidates, MOST_CANDIDATES));
    }
    knobs.forEach((knob, value) -> requireShare(knob.label(), value));
    velocity.ifPresent(value -> requireShare("velocity", value));
  }

  /// One of the family 0.
  public HitRequest(
      Map<String, Double> classes,
      Map<Knob, Double> knobs,
      OptionalDouble velocity,
      Sampling sampling,
      int candidates,
      long seed) {
    this(classes, knobs, velocity, sampling, candidates, seed, 0);
  }

  /// One class alone.
  ///
  /// @param className one of the instrument's classes; empty to leave it to the model
  public HitRequest(
      String className,
      Map<Knob, Double> knobs,
      OptionalDouble velocity,
      Sampling sampling,
      int candidates,
      long seed) {
    this(
        className.isEmpty() ? Map.of() : Map.of(className, 1.0),
        knobs,
        velocity,
        sampling,
        candidates,
        seed);
  }

  /// The same hit in another family.
  public HitRequest ofFamily(long other) {
    return new HitRequest(classes, knobs, velocity, sampling, candidates, seed, other);
  }

  /// The same hit with its knobs elsewhere.
  public HitRequest withKnobs(Map<Knob, Double> others) {
    return new HitRequest(classes, others, velocity, sampling, candidates, seed, family);
  }

  /// The class that it is most of; empty if that is left to the model.
  public String className() {
    return classes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /// A seed for hit `index` of a kit: unlike those of its neighbours, and the same however many
  /// hits the kit has (Steele et al. 2014, "Fast splittable pseudorandom number generators",
  /// mix64variant13 as used by SplittableRandom).
  public static long seedOf(long kitSeed, int index) {
    long z = kitSeed + (index + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// Without classes of which there is nothing, in alphabetical order, adding up to 1.
  private static Map<String, Double> shares(Map<String, Double> amounts) {
    Map<String, Double> shares = new TreeMap<>();
    double sum = 0;
    for (Map.Entry<String, Double> amount : amounts.entrySet()) {
      double value = amount.getValue();
      if (!(value >= 0 && value <= MOST_OF_A_CLASS)) {
        throw new IllegalArgumentException(
            "%s of class '%s', expected 0 to %s"
                .formatted(value, amount.getKey(), MOST_OF_A_CLASS));
      }
      sum += value;
    }
    for (Map.Entry<String, Double> amount : amounts.entrySet()) {
      if (amount.getValue() > 0) {
        shares.put(amount.getKey(), amount.getValue() / sum);
      }
    }
    return Collections.unmodifiableMap(shares);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s, expected 0 to 1".formatted(name, value));
    }
  }
}
