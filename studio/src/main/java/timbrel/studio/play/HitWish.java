package timbrel.studio.play;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import timbrel.descriptors.Knob;
import timbrel.instrument.HitRequest;
import timbrel.lm.Sampling;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;

/// What the page asks of one hit; the same for every instrument.
///
/// @param classes how much of each class; empty leaves it to the model
/// @param knobs 0 to 1; those left to the model are absent
/// @param variation 0 all alike, 0.5 as learnt, 1 as wild as it gets
/// @param velocity 0 to 1; may be absent
/// @param seed brings a sound back
public record HitWish(
    Map<String, Double> classes,
    Map<Knob, Double> knobs,
    double variation,
    OptionalDouble velocity,
    long seed) {
  /// Of which the nearest is kept when knobs are set; as many as `generate` makes.
  private static final int CANDIDATES_WITH_KNOBS = 4;

  private static final int MOST_CLASSES = 1000;

  /// JavaScript counts no further without gaps.
  public static final long LARGEST_SEED = (1L << 53) - 1;

  /// Nothing asked for.
  public static HitWish anything() {
    return new HitWish(Map.of(), Map.of(), 0.5, OptionalDouble.empty(), 0);
  }

  /// @throws BadRequestException naming the field that is wrong
  public static HitWish read(JsonRequest json) {
    Map<Knob, Double> knobs = new EnumMap<>(Knob.class);
    json.numbers("knobs", Knob.values().length, 0, 1)
        .forEach((name, value) -> knobs.put(knob(name), value));
    return new HitWish(
        json.numbers("classes", MOST_CLASSES, 0, 1000),
        knobs,
        json.number("variation", 0, 1, 0.5),
        json.has("velocity")
            ? OptionalDouble.of(json.number("velocity", 0, 1))
            : OptionalDouble.empty(),
        json.wholeAsText("seed").orElseGet(() -> json.whole("seed", 0, LARGEST_SEED)));
  }

  /// @param sampling how the instrument draws unless asked otherwise
  public HitRequest request(Sampling sampling) {
    return new HitRequest(
        classes,
        knobs,
        velocity,
        sampling.withVariation(variation),
        knobs.isEmpty() ? 1 : CANDIDATES_WITH_KNOBS,
        seed);
  }

  public HitWish withVelocity(double value) {
    return new HitWish(classes, knobs, variation, OptionalDouble.of(value), seed);
  }

  public HitWish withSeed(long value) {
    return new HitWish(classes, knobs, variation, velocity, value);
  }

  private static Knob knob(String name) {
    return Arrays.stream(Knob.values())
        .filter(knob -> knob.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "knobs",
                "'" + name + "'",
                "some of "
                    + Arrays.stream(Knob.values())
                        .map(Knob::label)
                        .collect(Collectors.joining(", "))));
  }
}
