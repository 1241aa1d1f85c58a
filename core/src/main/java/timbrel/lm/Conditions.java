package timbrel.lm;

import java.util.Arrays;

/// What a sound is asked to be. Each part may be absent; the model then chooses.
///
/// The arrays are owned by this record; callers must not change them.
///
/// @param classWeights how much of each class, adding up to 1; empty = absent
/// @param knobs normalised playing knobs, 0 to 1 over the training set; NaN = absent
/// @param velocity 0 (softest of its class) to 1 (loudest); NaN = absent
public record Conditions(float[] classWeights, float[] knobs, float velocity) {

  private static final float SUM_TOLERANCE = 1e-3f;

  public Conditions {
    float sum = 0;
    for (int i = 0; i < classWeights.length; i++) {
      if (!(classWeights[i] >= 0)) {
        throw new IllegalArgumentException(
            "weight of class %d is %s, expected at least 0".formatted(i, classWeights[i]));
      }
      sum += classWeights[i];
    }
    if (classWeights.length > 0 && !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException("class weights add up to %s, expected 1".formatted(sum));
    }
    for (int i = 0; i < knobs.length; i++) {
      requireNotInfinite("knob " + i, knobs[i]);
    }
    requireNotInfinite("velocity", velocity);
  }

  /// Nothing asked for.
  public static Conditions none(int descriptors) {
    float[] knobs = new float[descriptors];
    Arrays.fill(knobs, Float.NaN);
    return new Conditions(new float[0], knobs, Float.NaN);
  }

  /// One class, nothing else asked for.
  public static Conditions ofClass(LmConfig config, int index) {
    if (index < 0 || index >= config.classes()) {
      throw new IllegalArgumentException(
          "class %d, expected 0 to %d".formatted(index, config.classes() - 1));
    }
    float[] weights = new float[config.classes()];
    weights[index] = 1;
    return none(config.descriptors()).withClasses(weights);
  }

  public Conditions withClasses(float[] weights) {
    return new Conditions(weights, knobs, velocity);
  }

  public Conditions withKnob(int knob, float value) {
    float[] changed = knobs.clone();
    changed[knob] = value;
    return new Conditions(classWeights, changed, velocity);
  }

  /// All knobs at once; NaN = absent.
  public Conditions withKnobs(float[] values) {
    return new Conditions(classWeights, values, velocity);
  }

  public Conditions withVelocity(float value) {
    return new Conditions(classWeights, knobs, value);
  }

  /// The sound `amount` of the way from this one to `other`; a part that one of the two lacks comes
  /// from the one that has it.
  public Conditions morph(Conditions other, float amount) {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("morph by %s, expected 0 to 1".formatted(amount));
    }
    if (knobs.length != other.knobs.length
        || (hasClass() && other.hasClass() && classWeights.length != other.classWeights.length)) {
      throw new IllegalArgumentException(
          "morph of %d knobs and %d classes with %d knobs and %d classes"
              .formatted(
                  knobs.length,
                  classWeights.length,
                  other.knobs.length,
                  other.classWeights.length));
    }
    float[] classes = hasClass() ? classWeights.clone() : other.classWeights.clone();
    for (int i = 0; hasClass() && other.hasClass() && i < classes.length; i++) {
      classes[i] = mix(classWeights[i], other.classWeights[i], amount);
    }
    float[] mixed = new float[knobs.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = mix(knobs[i], other.knobs[i], amount);
    }
    return new Conditions(classes, mixed, mix(velocity, other.velocity, amount));
  }

  public boolean hasClass() {
    return classWeights.length > 0;
  }

  /// Refuses conditions of another model.
  public void requireFits(LmConfig config) {
    if ((hasClass() && classWeights.length != config.classes())
        || knobs.length != config.descriptors()) {
      throw new IllegalArgumentException(
          "conditions of %d classes and %d knobs, expected %d (or 0) and %d"
              .formatted(
                  classWeights.length, knobs.length, config.classes(), config.descriptors()));
    }
  }

  /// What the network reads of knobs and velocity: first the values, then whether each is there. A
  /// value `v` is written as `2 v - 1`, or as 0 when it is absent.
  ///
  /// @param out receives `2 * (knobs + 1)` numbers from `offset` on
  public void writeFeatures(float[] out, int offset) {
    int count = knobs.length + 1;
    for (int i = 0; i < count; i++) {
      float value = i < knobs.length ? knobs[i] : velocity;
      boolean there = !Float.isNaN(value);
      out[offset + i] = there ? 2 * value - 1 : 0;
      out[offset + count + i] = there ? 1 : 0;
    }
  }

  private static float mix(float a, float b, float amount) {
    return Float.isNaN(a) ? b : Float.isNaN(b) ? a : a + (b - a) * amount;
  }

  private static void requireNotInfinite(String name, float value) {
    if (Float.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s is %s, expected a number or NaN for absent".formatted(name, value));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conditions that
        && Arrays.equals(classWeights, that.classWeights)
        && Arrays.equals(knobs, that.knobs)
        && Float.compare(velocity, that.velocity) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(classWeights) + Arrays.hashCode(knobs))
        + Float.hashCode(velocity);
  }

  @Override
  public String toString() {
    return "Conditions[classes %s, knobs %s, velocity %s]"
        .formatted(Arrays.toString(classWeights), Arrays.toString(knobs), velocity);
  }
}
