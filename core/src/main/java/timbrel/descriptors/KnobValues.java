package timbrel.descriptors;

import java.util.Arrays;

/// The measured values of all knobs of one sound, in natural units.
///
/// The array is owned by this record; callers must not change it.
///
/// @param values in the order of [Knob#values]; NaN where a knob is not measurable of this sound,
///   such as the pitch of noise
public record KnobValues(double[] values) {

  public KnobValues {
    if (values.length != Knob.values().length) {
      throw new IllegalArgumentException(
          "values of %d knobs, expected %d".formatted(values.length, Knob.values().length));
    }
  }

  /// The value of one knob in its natural unit, NaN if it is not measurable of this sound.
  public double get(Knob knob) {
    return values[knob.ordinal()];
  }

  public boolean isMeasurable(Knob knob) {
    return Double.isFinite(get(knob));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KnobValues that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "KnobValues" + Arrays.toString(values);
  }
}
