package timbrel.engine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import timbrel.descriptors.Knob;
import timbrel.instrument.Card;
import timbrel.instrument.HitRequest;

/// What is asked of an instrument for a pad as it is set.
record PadRequests(Card card) {

  /// @param words see [PadWords]
  HitRequest of(long[] words, int layer, long seed) {
    float variation = PadWords.get(words, PadWords.VARIATION);
    return new HitRequest(
        classesOf(words),
        knobsOf(words),
        OptionalDouble.of(VelocityLayers.velocity(layer)),
        variation == Control.VARIATION.initial()
            ? card.sampling()
            : card.sampling().withVariation(variation),
        1,
        seed);
  }

  private Map<String, Double> classesOf(long[] words) {
    List<String> known = card.classes();
    if (known.isEmpty()) {
      return Map.of();
    }
    Map<String, Double> classes = new HashMap<>();
    double morph = words[PadWords.MORPH_TO] < 0 ? 0 : PadWords.get(words, PadWords.MORPH);
    classes.put(known.get((int) words[PadWords.CLASS]), 1 - morph);
    if (morph > 0) {
      classes.merge(known.get((int) words[PadWords.MORPH_TO]), morph, Double::sum);
    }
    return classes;
  }

  private static Map<Knob, Double> knobsOf(long[] words) {
    Map<Knob, Double> knobs = new EnumMap<>(Knob.class);
    for (Knob knob : Knob.values()) {
      float value = PadWords.get(words, PadWords.KNOBS + knob.ordinal());
      if (!Float.isNaN(value)) {
        knobs.put(knob, (double) value);
      }
    }
    return knobs;
  }
}
