package timbrel.instrument;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timbrel.descriptors.Knob;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Where recordings of each class have their knobs: a sample of them, from which a hit gets a place
/// of its own where the user leaves knobs alone.
///
/// A token model that is told nothing of them keeps to the middle of a class. Told the place of
/// some recording it draws knobs as recordings have them, and tokens that go with these (ancestral
/// sampling: Bishop 2006, "Pattern Recognition and Machine Learning", section 8.1.2). What it drew
/// is brought nearer to the place afterwards ([Leaning]).
///
/// In the file they are tensors named `prior.CLASS` among the weights (`docs/instrument-file.md`).
public final class KnobPrior {
  /// Recordings of a class that are kept, evenly spread over all.
  public static final int MOST_OF_A_CLASS = 64;

  /// That of an instrument whose file has none.
  static final KnobPrior NONE = new KnobPrior(Map.of());

  private static final int KNOBS = Knob.values().length;
  private static final String PREFIX = "prior.";
  private static final Pattern NAME = Pattern.compile("prior\\.(0|[1-9]\\d{0,3})");

  /// Share of the recordings of a class among which a hit with a velocity is: those struck about as
  /// hard.
  private static final double ABOUT_AS_HARD = 0.25;

  /// Stands in the file for a knob that could not be measured, such as the pitch of a hiss.
  private static final float UNMEASURABLE = -1;

  private final Map<Integer, float[]> places; // class to [recording][knob], the softest first

  private KnobPrior(Map<Integer, float[]> places) {
    this.places = places;
  }

  /// The tensors of a class, as a file keeps them.
  ///
  /// @param classIndex its place among the instrument's classes
  /// @param recordings knobs of its recordings in the order of their velocity, 0 to 1, NaN where
  ///   they could not be measured
  /// @return empty if there are no recordings
  public static Map<String, Tensor> tensors(int classIndex, List<float[]> recordings) {
    int count = Math.min(MOST_OF_A_CLASS, recordings.size());
    if (count == 0) {
      return Map.of();
    }
    float[] data = new float[count * KNOBS];
    for (int i = 0; i < count; i++) {
      float[] knobs = recordings.get((int) ((long) i * recordings.size() / count));
      for (int k = 0; k < KNOBS; k++) {
        data[i * KNOBS + k] =
            Float.isNaN(knobs[k])
                ? UNMEASURABLE
                : StoredType.F16.rounded(Math.clamp(knobs[k], 0f, 1f));
      }
    }
    return Map.of(PREFIX + classIndex, Tensor.of(data, count, KNOBS));
  }

  /// Whether a tensor of this name is one of a prior.
  static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  /// The prior of a file.
  ///
  /// @throws InstrumentException if a tensor is of no class of the card, misshapen or out of range
  static KnobPrior in(WeightMap weights, Card card) {
    Map<Integer, float[]> places = new HashMap<>();
    for (String name : weights.names()) {
      if (isName(name)) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) >= card.classes().size()) {
          throw new InstrumentException(
              "tensor '" + name + "'",
              "knobs of no class",
              "prior.CLASS with a class below " + card.classes().size());
        }
        places.put(Integer.parseInt(parts.group(1)), read(name, weights.tensor(name)));
      }
    }
    return places.isEmpty() ? NONE : new KnobPrior(Map.copyOf(places));
  }

  private static float[] read(String name, Tensor tensor) {
    int[] shape = tensor.shape();
    if (shape.length != 2 || shape[0] < 1 || shape[0] > MOST_OF_A_CLASS || shape[1] != KNOBS) {
      throw new InstrumentException(
          "tensor '" + name + "'",
          Arrays.toString(shape),
          "[1 to %d, %d]".formatted(MOST_OF_A_CLASS, KNOBS));
    }
    float[] data = tensor.data();
    for (float value : data) {
      if (value != UNMEASURABLE && !(value >= 0 && value <= 1)) {
        throw new InstrumentException(
            "tensor '" + name + "'", Float.toString(value), "0 to 1, or -1 for none");
      }
    }
    return data;
  }

  /// A place for a hit of some classes: of each that it is of, one recording's, mixed as the
  /// classes are.
  ///
  /// @param classWeights one for each class of the instrument, adding up to 1
  /// @param velocity 0 (softest of its class) to 1; absent for any
  /// @param random draws one number if there are any recordings at all
  /// @return one value for each knob, 0 to 1, NaN where the recordings had none; empty if there are
  ///   no recordings of any of the classes
  Optional<float[]> draw(float[] classWeights, OptionalDouble velocity, RandomGenerator random) {
    if (places.isEmpty()) {
      return Optional.empty();
    }
    double rank = rank(velocity, random.nextDouble());
    float[] sums = new float[KNOBS];
    float[] weights = new float[KNOBS];
    boolean some = false;
    for (int c = 0; c < classWeights.length; c++) {
      float[] recordings = places.get(c);
      if (recordings != null && classWeights[c] > 0) {
        some = true;
        int count = recordings.length / KNOBS;
        int from = Math.min(count - 1, (int) (rank * count)) * KNOBS;
        for (int k = 0; k < KNOBS; k++) {
          float value = recordings[from + k];
          if (value != UNMEASURABLE) {
            sums[k] += classWeights[c] * value;
            weights[k] += classWeights[c];
          }
        }
      }
    }
    for (int k = 0; k < KNOBS; k++) {
      sums[k] = weights[k] > 0 ? sums[k] / weights[k] : Float.NaN;
    }
    return some ? Optional.of(sums) : Optional.empty();
  }

  /// Velocity is a rank among the recordings of a class, so that any of them are drawn evenly.
  ///
  /// @param chance 0 to 1
  private static double rank(OptionalDouble velocity, double chance) {
    return velocity.isPresent()
        ? Math.clamp(velocity.getAsDouble() + (chance - 0.5) * ABOUT_AS_HARD, 0.0, 1.0)
        : chance;
  }
}
